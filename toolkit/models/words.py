"""What a lesson says in one language: to the teacher, and to the pupils."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from wagtail.models import Orderable, TranslatableMixin

from modelcluster.fields import ParentalKey

from editorial.fields import CleanRichTextField
from editorial.html import plain_text
from editorial.library import to_html
from editorial.models import Text
from newsroom.figures.references import check_references
from toolkit.models.facts import Fact, Lesson, LessonStep, Sheet
from toolkit.publishing import problems_of
from toolkit.querysets import LessonTextQuerySet
from toolkit.sections import LINES, ROWS, SECTIONS

_WITH_FIGURES: Final = {Fact.STEPS.value, Fact.SHEETS.value}
"""Where a lesson uses its figures: a source has to back one of them."""


class LessonText(Text):
    """A lesson told in one language."""

    words = ("title", "summary", *LINES, *SECTIONS, *ROWS)
    address_name = "toolkit:lesson"
    sourced: ClassVar[dict[str, str]] = {Fact.BACKGROUND.value: "background"}
    """Fact → the column that states it."""
    takes_figures: ClassVar[tuple[str, ...]] = (*LINES, *SECTIONS)
    """Columns whose words may name figures."""
    figures_in_words: str | None
    """The public figures of its thing, where `for_search` added them."""

    thing = models.ForeignKey(
        Lesson, editable=False, on_delete=models.CASCADE, related_name="texts"
    )
    objectives = models.TextField(
        _("What pupils can do afterwards"), blank=True, help_text=_("One a line.")
    )
    materials = models.TextField(
        _("What you need"), blank=True, help_text=_("One a line.")
    )
    background = CleanRichTextField(_("Background for you"), blank=True)
    content_note = CleanRichTextField(_("Before you begin"), blank=True)
    opt_out = CleanRichTextField(
        _("For whoever does not want to take part"), blank=True
    )
    differentiation = CleanRichTextField(_("For different learners"), blank=True)
    debrief = CleanRichTextField(_("How to end"), blank=True)

    objects = LessonTextQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("lesson text")
        verbose_name_plural = _("lesson texts")

    def unsourced(self) -> list[str]:
        """Return the facts of the thing, and the words, that no source backs."""
        backed = self.thing.backed_facts()
        stated = [
            fact
            for fact, column in self.sourced.items()
            if fact not in backed and getattr(self, column)
        ]
        if self.thing.states("figures") and not backed & _WITH_FIGURES:
            stated.append(Fact.STEPS.value)
        return [*super().unsourced(), *stated]

    def check_references(self) -> None:
        check_references(self)

    def check_publishable(self) -> None:
        """Refuse also what is unsafe in class or does not fit into the lesson."""
        super().check_publishable()
        if problems := problems_of(self):
            raise ValidationError(problems)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "toolkit/lesson.html"

    def get_preview_context(
        self, request: HttpRequest, mode_name: str
    ) -> dict[str, Any]:
        from toolkit.presentation import Plan

        return {"request": request, "plan": Plan.preview(self), "is_preview": True}


class StepText(Orderable):
    """One step in words; how long it takes is a fact of the lesson."""

    columns: ClassVar[tuple[str, ...]] = ("title", "say", "do", "task")
    takes_figures: ClassVar[tuple[str, ...]] = ("say", "do", "task")

    text = ParentalKey(LessonText, on_delete=models.CASCADE, related_name="steps")
    step = models.ForeignKey(
        LessonStep,
        verbose_name=_("step"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    title = models.CharField(_("title"), max_length=160)
    say = CleanRichTextField(_("You say"), blank=True)
    do = CleanRichTextField(_("You do"), blank=True)
    task = CleanRichTextField(
        _("Task for the pupils"),
        blank=True,
        help_text=_("The projector shows this alone: short, and no notes."),
    )
    picture_description = models.CharField(
        _("description of the picture"), max_length=300, blank=True
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["text", "step"], name="step_told_once"),
        ]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.title

    @property
    def markup(self) -> SafeString:
        """What is said, done and asked, as clean HTML."""
        return mark_safe(self.say + self.do + self.task)  # noqa: S308  stored clean

    @property
    def words(self) -> str:
        """All of it as plain text."""
        return "\n".join((self.title, *map(plain_text, (self.say, self.do, self.task))))


class SheetText(Orderable):
    """One sheet in words.

    It stays Markdown, because the admin's editor of rich text drops tables and lines.
    """

    columns: ClassVar[tuple[str, ...]] = ("title", "body")
    takes_figures: ClassVar[tuple[str, ...]] = ("body",)

    text = ParentalKey(LessonText, on_delete=models.CASCADE, related_name="sheets")
    sheet = models.ForeignKey(
        Sheet, verbose_name=_("sheet"), on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(
        _("body"),
        help_text=_(
            "Markdown: ### heading, - list, - [ ] box to tick, | table | of cells |, "
            "____ alone on a line for a line to write on."
        ),
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["text", "sheet"], name="sheet_told_once"),
        ]
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")

    def __str__(self) -> str:
        return self.title

    @property
    def markup(self) -> SafeString:
        """The body as clean HTML."""
        return mark_safe(to_html(self.body))  # noqa: S308  cleaned by to_html

    @property
    def words(self) -> str:
        """All of it as plain text."""
        return f"{self.title}\n{plain_text(self.markup)}"
