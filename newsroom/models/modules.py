"""A training module's facts, and its words in each language."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wagtail.models import Orderable, Revision, TranslatableMixin

from modelcluster.fields import ParentalKey, ParentalManyToManyField

from editorial.addresses import address_slug
from editorial.fields import CleanRichTextField, FactListField, slug_validator
from editorial.models import Source, Text, Thing
from newsroom.models.terms import Term
from newsroom.options import check_options
from newsroom.querysets import ModuleQuerySet, ModuleTextQuerySet
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

    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
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

    objects = ModuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("training module")
        verbose_name_plural = _("training modules")

    def __str__(self) -> str:
        first = self.texts.filter(translated_from=None).first() if self.pk else None
        return first.title if first else self.public_id


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
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class ModuleText(Text):
    """A module told in one language."""

    words = (
        "title",
        "summary",
        "audience",
        "outcomes",
        "exercise",
        "checklist",
        "units",
        "quiz",
    )

    thing = models.ForeignKey(
        Module, editable=False, on_delete=models.CASCADE, related_name="texts"
    )
    audience = models.TextField(_("for whom"), blank=True)
    outcomes = models.TextField(
        _("what one can do afterwards"), blank=True, help_text=_("One a line.")
    )
    exercise = CleanRichTextField(ModuleFact.EXERCISE.label, blank=True)
    checklist = CleanRichTextField(
        ModuleFact.CHECKLIST.label,
        blank=True,
        help_text=_("8 to 14 questions under headings: it is printed on one page."),
    )

    objects = ModuleTextQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("training module's text")
        verbose_name_plural = _("training modules' texts")

    def publish(self, revision: Revision, **kwargs: Any) -> None:
        """Refuse also a question whose options have no words or no feedback."""
        for row in revision.as_object().quiz.all():
            row.clean()
        super().publish(revision, **kwargs)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "newsroom/module.html"

    def get_preview_context(
        self, request: HttpRequest, mode_name: str
    ) -> dict[str, Any]:
        from newsroom.presentation import Course

        return {"request": request, "course": Course.preview(self), "is_preview": True}

    @property
    def slug(self) -> str:
        return address_slug(self.title)

    def get_absolute_url(self) -> str:
        """Return the address of the module in this text's own language."""
        return self.address_in(self.language)

    def address_in(self, language: str, name: str = "newsroom:module") -> str:
        """Return the address of one of the module's pages in a reader's language."""
        with override(language):
            return reverse(name, args=[self.thing.public_id, self.slug])

    def outcome_lines(self) -> list[str]:
        return [line.strip() for line in self.outcomes.splitlines() if line.strip()]


class UnitText(Orderable):
    """A unit in words."""

    text = ParentalKey(ModuleText, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(ModuleUnit, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    body = CleanRichTextField(
        _("words"),
        help_text=_(
            "HTML, because the usual field loses tables. Paragraphs, h3, h4, lists, "
            "links, quotations and tables of at most three columns are kept."
        ),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    @property
    def words(self) -> str:
        """What stands beside a translator's field."""
        return f"{self.title}\n{self.body}"


class QuestionText(Orderable):
    """A question in words; `options` has the format of `newsroom.options`."""

    text = ParentalKey(ModuleText, on_delete=models.CASCADE, related_name="quiz")
    question = models.ForeignKey(
        ModuleQuestion, on_delete=models.CASCADE, related_name="+"
    )
    scenario = models.TextField(
        _("scenario"), help_text=_("A situation in two to five sentences; ask at last.")
    )
    options = models.TextField(
        _("options with feedback"),
        help_text=_(
            "Each option is two lines: its letter, a full stop and its words; below, "
            "what happens if one does it. An empty line before the next option."
        ),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    @property
    def words(self) -> str:
        """What stands beside a translator's field."""
        return f"{self.scenario}\n{self.options}"

    def clean(self) -> None:
        """Refuse options that are not those of the question."""
        if self.question_id:
            check_options(self.options, self.question.options)
