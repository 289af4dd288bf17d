"""What readers tell us about something public, sealed like a submission."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.addresses import PUBLIC_ID_LENGTH
from stories.keys.models import REF_LENGTH
from stories.models.story import Story
from stories.models.submissions import HASH_LENGTH
from stories.private_querysets import ReportQuerySet


class Reason(models.TextChoices):
    """Why somebody reports a thing."""

    ABOUT_ME = "about_me", _("It is about me, or I am in the picture")
    UNTRUE = "untrue", _("It is not true")
    UNLAWFUL = "unlawful", _("It breaks the law")
    DANGEROUS = "dangerous", _("It puts somebody in danger")
    HATEFUL = "hateful", _("It spreads hatred")


class ReportState(models.TextChoices):
    """Where a report stands, in the words that whoever wrote it reads."""

    OPEN = "open", _("Waiting to be read")
    ASKED = "asked", _("We have a question for you")
    DONE = "done", _("Done: it was removed or corrected")
    REFUSED = "refused", _("Closed without removal")


class Report(models.Model):
    """Somebody reports a public thing, known by its kind and public id.

    A report alone hides or destroys nothing; two moderators must have accepted the
    proof before a story goes. Its words are messages.
    """

    key_ref = models.CharField(max_length=REF_LENGTH, unique=True)
    receipt = models.CharField(max_length=HASH_LENGTH, unique=True)
    kind = models.CharField(max_length=20)
    """A key of `stories.reported`."""
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH)
    story = models.ForeignKey(
        Story, null=True, on_delete=models.SET_NULL, related_name="reports"
    )
    """The reported story, as long as there is one."""
    reason = models.CharField(max_length=10, choices=Reason.choices)
    state = models.CharField(
        max_length=10,
        choices=ReportState.choices,
        default=ReportState.OPEN,
        db_index=True,
    )
    slow = models.BooleanField(default=False)
    """In the slow lane: read after the others, because it looks like a flood."""
    made_on = models.DateField(default=timezone.localdate)
    changed_on = models.DateField(default=timezone.localdate)
    closed_on = models.DateField(null=True)
    accepted_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    accepted: int
    """How many moderators that are; where the query counted them."""

    objects = ReportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"report {self.pk}"
