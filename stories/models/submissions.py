"""The private side: what a teller entrusts, sealed with a key of its own.

In the clear stand only states, days, and names of keys. Nothing here is revisioned,
shown in the admin's own lists, or logged.
"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from images.models import Picture
from stories.keys.models import REF_LENGTH
from stories.models.story import Story
from stories.private_querysets import SubmissionQuerySet

HASH_LENGTH: Final = 64


class State(models.TextChoices):
    """Where a submission stands, in the words that its teller reads."""

    DRAFT = "draft", _("Not sent yet")
    WAITING = "waiting", _("Waiting to be read")
    ASKED = "asked", _("We have a question for you")
    PROPOSED = "proposed", _("Waiting for you to approve the text")
    APPROVED = "approved", _("Approved by you, soon to be published")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Not published")


class Submission(models.Model):
    """One story on its way; `telling` is what she wrote, `proposal` what will appear.

    `version` counts proposals, so that what she approves is what she saw.
    """

    key_ref = models.CharField(max_length=REF_LENGTH, unique=True)
    receipt = models.CharField(max_length=HASH_LENGTH, unique=True)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.DRAFT, db_index=True
    )
    slow = models.BooleanField(default=False)
    """In the slow lane: read after the others, because it looks like a flood."""
    made_on = models.DateField(default=timezone.localdate)
    changed_on = models.DateField(default=timezone.localdate)
    telling = models.BinaryField()
    proposal = models.BinaryField(null=True)
    version = models.PositiveSmallIntegerField(default=0)
    approved_version = models.PositiveSmallIntegerField(null=True)
    story = models.OneToOneField(
        Story, null=True, on_delete=models.SET_NULL, related_name="submission"
    )
    endorsed_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    """Moderators who want this version published; a minor's story needs two."""

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("moderate_submission", _("Can moderate stories"))]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"submission {self.pk}"


class Sender(models.TextChoices):
    """Who wrote a message; whoever reports something is its teller."""

    TELLER = "teller", _("the teller")
    MODERATOR = "moderator", _("the editors")


class Message(models.Model):
    """One sealed message between the editors and a teller, or whoever reports."""

    submission = models.ForeignKey(
        Submission, null=True, on_delete=models.CASCADE, related_name="messages"
    )
    report = models.ForeignKey(
        "stories.Report", null=True, on_delete=models.CASCADE, related_name="messages"
    )
    sender = models.CharField(max_length=10, choices=Sender.choices)
    sent_on = models.DateField(default=timezone.localdate)
    words = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(submission__isnull=False, report__isnull=True)
                    | Q(submission__isnull=True, report__isnull=False)
                ),
                name="message_belongs_to_one",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Photo(models.Model):
    """A teller's photo: an encrypted private file until it is published.

    `name` is random, and that of the public file too, so that both can be found and
    removed whatever was interrupted. A discarded one is to be erased.
    """

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, related_name="photo"
    )
    name = models.CharField(max_length=60, unique=True)
    picture = models.ForeignKey(
        Picture, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    discarded = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"photo {self.pk}"
