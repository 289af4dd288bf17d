"""What a teller agreed to: one row for each thing, and no row is no consent."""

from __future__ import annotations

import hashlib
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.keys.models import REF_LENGTH
from stories.models.fields import LanguageTagField

PART: Final = "part-"
"""How tombstones begin of consents that were taken back one by one."""


class Scope(models.TextChoices):
    """The things that can be agreed to, each by itself; only `text` is needed."""

    TEXT = "text", _("The story may be read on this site")
    PHOTO = "photo", _("The photo may be shown with it")
    CLASSROOM = "classroom", _("Schools may use it")
    PRESS = "press", _("The press may quote it")
    SOCIAL = "social", _("It may be shared in social media")
    EMBED = "embed", _("Other websites may show it")


class GivenBy(models.TextChoices):
    """Who agreed. A sample is invented for this product, so nobody had to."""

    TELLER = "teller", _("the teller")
    GUARDIAN = "guardian", _("a parent or guardian")
    SAMPLE = "sample", _("nobody: the story is a sample")


class Consent(models.Model):
    """One agreement, kept to the day; taking it back deletes the row."""

    submission = models.ForeignKey(
        "stories.Submission",
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="consents",
    )
    scope = models.CharField(_("for what"), max_length=20, choices=Scope.choices)
    given_by = models.CharField(
        _("by whom"), max_length=10, choices=GivenBy.choices, default=GivenBy.TELLER
    )
    given_on = models.DateField(_("given on"))
    expires_on = models.DateField(_("holds until"))
    wording = models.CharField(
        _("wording"),
        max_length=64,
        blank=True,
        help_text=_("The version of the text that was agreed to."),
    )
    language = LanguageTagField(_("language of the wording"), blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "scope", "given_by"], name="consent_given_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.pk}"

    @property
    def tombstone_ref(self) -> str:
        """Under which it is buried when it is taken back while its story stays."""
        owner = self.submission.key_ref if self.submission else ""
        told = f"{owner} {self.scope} {self.given_by} {self.pk}"
        digest = hashlib.sha256(told.encode()).hexdigest()
        return (PART + digest)[:REF_LENGTH]
