"""The public side: the words that the teller approved, and nothing else.

No Wagtail mixin: revisions and log labels would keep names that were taken back.
"""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.fields import FactListField, PublicIdField
from editorial.places import country_choices
from images.models import Picture
from languages.registry import Direction, direction_of
from stories.models.consents import Consent
from stories.models.fields import LanguageTagField
from stories.querysets import StoryQuerySet, StoryTextQuerySet
from vocabulary.models import Concept, Kind

LONGEST_NAME = 60
LONGEST_TITLE = 160
LONGEST_QUOTE = 400
LONGEST_DESCRIPTION = 300


class NameStyle(models.TextChoices):
    """How the teller is named."""

    NONE = "none", _("No name")
    ALIAS = "alias", _("Another name")
    FIRST = "first", _("First name")


class ContentNote(models.TextChoices):
    """What a reader may want to know before reading."""

    GRIEF = "grief", _("Grief and loss")
    WAR = "war", _("War")
    VIOLENCE = "violence", _("Violence")
    SEXUAL_VIOLENCE = "sexual_violence", _("Sexual violence")
    TORTURE = "torture", _("Torture")
    DETENTION = "detention", _("Detention")
    JOURNEY = "journey", _("A dangerous journey")
    RACISM = "racism", _("Racism and hatred")
    SUICIDE = "suicide", _("Suicide or self-harm")
    ILLNESS = "illness", _("Serious illness")


class AllowedUse(models.TextChoices):
    """What others may do with a story; each needs a consent of its own."""

    CLASSROOM = "classroom", _("In classrooms")
    PRESS = "press", _("Quoted by the press")
    SOCIAL = "social", _("Shared in social media")
    EMBED = "embed", _("Shown on other websites")


class StoryTranslator(models.TextChoices):
    """Who put a text into its language; always shown."""

    TELLER = "teller", _("the teller")
    PERSON = "person", _("a person")
    MACHINE = "machine", _("a machine; nobody has checked it yet")
    MACHINE_CHECKED = "machine_checked", _("a machine, checked by a person")


class Story(models.Model):
    """What is true of a story in every language, as its teller wants it known."""

    public_id = PublicIdField(_("public id"))
    created_on = models.DateField(_("made on"), default=timezone.localdate)
    published_on = models.DateField(_("published on"))
    expires_on = models.DateField(_("shown until"))
    not_before = models.DateField(_("not before"), null=True, blank=True)
    hidden = models.BooleanField(_("hidden"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False)
    under_18 = models.BooleanField(_("the teller is under 18"), default=False)
    origin = models.CharField(
        _("from"), max_length=2, choices=country_choices, blank=True
    )
    residence = models.CharField(
        _("lives in"), max_length=2, choices=country_choices, blank=True
    )
    themes = models.ManyToManyField(
        Concept,
        verbose_name=_("themes"),
        blank=True,
        limit_choices_to={"kind": Kind.STORY_THEME},
        related_name="+",
    )
    name_style = models.CharField(
        _("how the teller is named"),
        max_length=5,
        choices=NameStyle.choices,
        default=NameStyle.NONE,
    )
    name = models.CharField(_("name"), max_length=LONGEST_NAME, blank=True)
    original_language = LanguageTagField(_("language in which it was told"))
    content_notes = FactListField(
        _("content notes"), facts=ContentNote.choices, blank=True
    )
    allowed_uses = FactListField(
        _("allowed uses"), facts=AllowedUse.choices, blank=True
    )
    photo = models.ForeignKey(
        Picture,
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    photo_description = models.CharField(
        _("description of the photo"), max_length=LONGEST_DESCRIPTION, blank=True
    )
    text_consent = models.OneToOneField(
        Consent,
        verbose_name=_("consent to the text"),
        on_delete=models.PROTECT,
        related_name="story_by_text",
    )
    photo_consent = models.OneToOneField(
        Consent,
        verbose_name=_("consent to the photo"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="story_by_photo",
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.CheckConstraint(
                condition=Q(photo=None) | ~Q(photo_consent=None),
                name="story_photo_needs_consent",
            ),
            models.CheckConstraint(
                condition=Q(under_18=False) | Q(photo=None),
                name="story_of_a_minor_has_no_photo",
            ),
            models.CheckConstraint(
                condition=Q(under_18=False) | ~Q(name_style=NameStyle.FIRST),
                name="story_of_a_minor_has_no_real_name",
            ),
            models.CheckConstraint(
                condition=~Q(name_style=NameStyle.NONE) | Q(name=""),
                name="nameless_story_has_no_name",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    def shown_photo(self, today: date | None = None) -> Picture | None:
        """Return the photo while the consent to it holds; its own may end sooner."""
        day = today or timezone.localdate()
        consent = self.photo_consent
        return self.photo if consent and consent.expires_on > day else None


class StoryText(models.Model):
    """The words of one story in one language: plain text, paragraphs by blank lines."""

    story = models.ForeignKey(
        Story,
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="texts",
    )
    language = LanguageTagField(_("language"))
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    quote = models.CharField(
        _("pull quote"),
        max_length=LONGEST_QUOTE,
        blank=True,
        help_text=_("One sentence of the text that stands for it in lists."),
    )
    body = models.TextField(_("text"))
    translator = models.CharField(
        _("put into this language by"),
        max_length=20,
        choices=StoryTranslator.choices,
        default=StoryTranslator.TELLER,
    )

    objects = StoryTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a story")
        verbose_name_plural = _("texts of stories")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "language"], name="story_text_once_a_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story} {self.language}"

    @property
    def direction(self) -> Direction:
        return direction_of(self.language)

    @property
    def version(self) -> str:
        """What is another one as soon as anything of the text is changed."""
        parts = (self.title, self.quote, self.body, self.translator)
        return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()

    @property
    def is_original(self) -> bool:
        """Whether these are the teller's own words."""
        return self.language == self.story.original_language

    def paragraphs(self) -> list[str]:
        """Return the paragraphs in order, without blank ones."""
        parts = (part.strip() for part in self.body.replace("\r\n", "\n").split("\n\n"))
        return [part for part in parts if part]
