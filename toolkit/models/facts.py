"""What is true of a lesson in every language: for whom, how long, in which steps."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.models import Orderable

from modelcluster.fields import ParentalKey, ParentalManyToManyField

from editorial.constraints import SOURCE, never_empty
from editorial.fields import FactListField, slug_validator
from editorial.models import Source, Thing
from images.models import Picture
from newsroom.models import Figure
from stories.models import Story
from toolkit import timing
from toolkit.querysets import LessonQuerySet
from vocabulary.models import Concept, Kind


class Age(models.TextChoices):
    """The age groups; a step of one group alone is that group's variant."""

    YOUNGER = "12-14", _("12 to 14 years")
    OLDER = "15-18", _("15 to 18 years")

    @classmethod
    def parse(cls, value: str | None) -> Age | None:
        """Return the age group that an address names, None for anything else."""
        return cls(value) if value in cls.values else None


class Form(models.TextChoices):
    """Who works with whom in a step."""

    PLENARY = "plenary", _("The whole class")
    PAIRS = "pairs", _("In pairs")
    GROUPS = "groups", _("In groups")
    ALONE = "alone", _("Each alone")


class Part(models.TextChoices):
    """The lesson proper, and what a second one adds."""

    CORE = timing.CORE, _("First lesson")
    EXTENSION = timing.EXTENSION, _("Second lesson")


class Intensity(models.IntegerChoices):
    """How much a lesson may touch somebody in the room."""

    LIGHT = 1, _("Light: it touches few people personally")
    MOVING = 2, _("Moving: some in the room may be touched")
    HEAVY = 3, _("Heavy: talk with the class beforehand")


class Fact(models.TextChoices):
    """What a source can back."""

    BACKGROUND = "background", _("Background")
    STEPS = "steps", _("Steps")
    SHEETS = "sheets", _("Sheets")


class Lesson(Thing):
    """One lesson of 45 minutes with a second one that may follow."""

    facts = Fact

    subjects = ParentalManyToManyField(
        Concept,
        verbose_name=_("subjects"),
        blank=True,
        limit_choices_to={"kind": Kind.SUBJECT},
        related_name="+",
    )
    themes = ParentalManyToManyField(
        Concept,
        verbose_name=_("themes"),
        blank=True,
        limit_choices_to={"kind": Kind.THEME},
        related_name="+",
    )
    figures = ParentalManyToManyField(
        Figure, verbose_name=_("figures"), blank=True, related_name="+"
    )
    intensity = models.PositiveSmallIntegerField(
        _("how much it may touch"), choices=Intensity.choices
    )
    preparation_minutes = models.PositiveSmallIntegerField(_("minutes to prepare"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    story = models.ForeignKey(
        Story,
        verbose_name=_("a story that goes with it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Its teller must allow classrooms; else the page does not show it."
        ),
    )

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")


class LessonStep(Orderable):
    """One step: how long, in which form, for which age groups."""

    thing = ParentalKey(Lesson, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(
        _("short name"),
        max_length=60,
        validators=[slug_validator],
        help_text=_("For instance guess; each language's words refer to it."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1)]
    )
    form = models.CharField(_("form"), max_length=10, choices=Form.choices)
    part = models.CharField(
        _("part"), max_length=10, choices=Part.choices, default=Part.CORE
    )
    ages = FactListField(_("age groups"), facts=Age.choices)
    sheet = models.CharField(
        _("short name of the sheet it uses"), max_length=60, blank=True
    )
    picture = models.ForeignKey(
        Picture,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("It shows once the words of the step describe it."),
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["thing", "key"], name="step_key_once"),
        ]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.key


class Sheet(Orderable):
    """A sheet for pupils, for one age group or both."""

    thing = ParentalKey(Lesson, on_delete=models.CASCADE, related_name="sheets")
    key = models.CharField(_("short name"), max_length=60, validators=[slug_validator])
    ages = FactListField(_("age groups"), facts=Age.choices)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["thing", "key"], name="sheet_key_once"),
        ]
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")

    def __str__(self) -> str:
        return self.key


class LessonSource(Orderable, Source):
    """A source of what a lesson says."""

    thing = ParentalKey(Lesson, on_delete=models.CASCADE, related_name="sources")
    backs = FactListField(_("backs these parts"), facts=Fact.choices)

    class Meta(Orderable.Meta):
        constraints = never_empty("lesson_source", SOURCE)
        verbose_name = _("source")
        verbose_name_plural = _("sources")
