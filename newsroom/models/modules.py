"""A training module's facts: level, units, and which answers are right."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.models import Orderable

from modelcluster.fields import ParentalKey, ParentalManyToManyField

from editorial.constraints import SOURCE, never_empty
from editorial.fields import FactListField, slug_validator
from editorial.models import Source, Thing
from newsroom.models.figures import Figure
from newsroom.models.terms import Term
from newsroom.querysets import ModuleQuerySet
from vocabulary.models import Concept, Kind

OPTIONS: Final = [(letter, letter) for letter in "abcdef"]
"""The keys that a question's options can have."""


class Level(models.TextChoices):
    """What a module expects of whoever takes it."""

    BEGINNER = "beginner", _("Beginner")
    INTERMEDIATE = "intermediate", _("Intermediate")


class ModuleFact(models.TextChoices):
    """What a source can back: the parts of a module."""

    UNITS = "units", _("Units")
    QUIZ = "quiz", _("Quiz")
    EXERCISE = "exercise", _("Exercise")
    CHECKLIST = "checklist", _("Checklist")


class Module(Thing):
    """What is true of a module in every language."""

    facts = ModuleFact
    sourced = {"units": ("units",), "quiz": ("quiz",)}

    level = models.CharField(_("difficulty"), max_length=12, choices=Level.choices)
    reviewed_on = models.DateField(_("reviewed on"))
    themes = ParentalManyToManyField(
        Concept,
        verbose_name=_("themes"),
        blank=True,
        limit_choices_to={"kind": Kind.THEME},
        related_name="+",
    )
    terms = ParentalManyToManyField(
        Term,
        verbose_name=_("terms that it speaks of"),
        blank=True,
        related_name="modules",
    )
    figures = ParentalManyToManyField(
        Figure,
        verbose_name=_("figures"),
        blank=True,
        related_name="modules",
    )

    objects = ModuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("training module")
        verbose_name_plural = _("training modules")


class ModuleUnit(Orderable):
    """One sitting of a module."""

    thing = ParentalKey(Module, on_delete=models.CASCADE, related_name="units")
    key = models.CharField(
        _("short name"),
        max_length=60,
        validators=[slug_validator],
        help_text=_("It stands in addresses; each language's words refer to it."),
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["thing", "key"], name="unit_key_once"),
        ]
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.key


class ModuleQuestion(Orderable):
    """One question of a module's quiz: which options it has, and which are right."""

    thing = ParentalKey(Module, on_delete=models.CASCADE, related_name="quiz")
    key = models.CharField(
        _("short name"),
        max_length=60,
        validators=[slug_validator],
        help_text=_("It stands in addresses; each language's words refer to it."),
    )
    options = FactListField(_("options"), facts=OPTIONS)
    right = FactListField(_("right options"), facts=OPTIONS)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["thing", "key"], name="question_key_once"),
        ]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        """Refuse right answers that can't be chosen."""
        if not set(self.right) <= set(self.options):
            raise ValidationError(
                {"right": _("Tick as right only what is ticked as an option.")}
            )


class ModuleSource(Orderable, Source):
    """A source of what a module teaches."""

    thing = ParentalKey(Module, on_delete=models.CASCADE, related_name="sources")
    backs = FactListField(_("backs these parts"), facts=ModuleFact.choices)

    class Meta(Orderable.Meta):
        constraints = never_empty("module_source", SOURCE)
        verbose_name = _("source")
        verbose_name_plural = _("sources")
