"""A training module's words in each language."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.models import Orderable, TranslatableMixin

from modelcluster.fields import ParentalKey

from editorial.fields import CleanRichTextField
from editorial.models import Text
from newsroom.figures.references import check_references
from newsroom.models.modules import Module, ModuleFact, ModuleQuestion, ModuleUnit
from newsroom.options import check_options, unwritten
from newsroom.querysets import ModuleTextQuerySet


class ModuleText(Text):
    """A module told in one language."""

    address_name = "newsroom:module"
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
    takes_figures: ClassVar[tuple[str, ...]] = ("outcomes", "exercise", "checklist")
    """Columns whose words may name figures."""
    figures_in_words: str | None
    """The public figures of its thing, where `for_search` added them."""

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

    def check_references(self) -> None:
        check_references(self)

    def check_publishable(self) -> None:
        """Refuse also a question whose options have no words or no feedback."""
        super().check_publishable()
        for row in self.quiz.all():
            check_options(row.options, row.question.options)

    def add_missing_rows(self) -> None:
        """Add a row for each unit and question that only the original has.

        They are empty and not saved: the translator has only to write.
        """
        original = self.translated_from
        if original is None:
            return
        units = {row.unit_id for row in self.units.all()}
        questions = {row.question_id for row in self.quiz.all()}
        self.units.add(
            *(
                UnitText(unit=row.unit, sort_order=row.sort_order)
                for row in original.units.all()
                if row.unit_id not in units
            )
        )
        self.quiz.add(
            *(
                QuestionText(
                    question=row.question,
                    options=unwritten(row.question.options),
                    sort_order=row.sort_order,
                )
                for row in original.quiz.all()
                if row.question_id not in questions
            )
        )

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "newsroom/module.html"

    def get_preview_context(
        self, request: HttpRequest, mode_name: str
    ) -> dict[str, Any]:
        from newsroom.presentation import Course, module_context

        shown = module_context(Course.preview(self), request.GET)
        return {"request": request, "is_preview": True, **shown}

    def outcome_lines(self) -> list[str]:
        return [line.strip() for line in self.outcomes.splitlines() if line.strip()]


class UnitText(Orderable):
    """A unit in words."""

    takes_figures: ClassVar[tuple[str, ...]] = ("body",)

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

    takes_figures: ClassVar[tuple[str, ...]] = ("scenario", "options")

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
