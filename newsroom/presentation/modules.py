"""A training module in one language: its own words first, else the original's."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.html import shown_html
from languages.registry import ORIGINAL
from newsroom.models import Module, ModuleText, ModuleUnit, QuestionText, UnitText
from newsroom.presentation.figures import UsingFigures
from stories.reported import Reported, ReportedKind


@dataclass(frozen=True)
class ShownUnit:
    """A unit's facts with its words."""

    unit: ModuleUnit
    words: UnitText
    markup: SafeString


@dataclass(frozen=True)
class Section:
    """Words with the language they are in."""

    text: ModuleText
    markup: SafeString


class Course(UsingFigures[Module, ModuleText]):
    """One module as a reader of one language sees it."""

    @property
    def module(self) -> Module:
        return self.thing

    @property
    def minutes(self) -> int:
        """How long all units take together."""
        return sum(unit.minutes for unit in self.module.units.all())

    @cached_property
    def units(self) -> list[ShownUnit]:
        """The units that have words, in this language or the original's."""
        words = {
            row.unit_id: row
            for text in self._from_original_to_own
            for row in text.units.all()
            # A draft has rows that nobody has written yet.
            if row.body
        }
        return [
            ShownUnit(unit, row, self._markup(row.body, row.text))
            for unit in self.module.units.all()
            if (row := words.get(unit.pk))
        ]

    @cached_property
    def questions(self) -> list[QuestionText]:
        """The questions that have words, in this language or the original's."""
        words = {
            row.question_id: row
            for text in self._from_original_to_own
            for row in text.quiz.all()
            if row.scenario
        }
        rows = []
        for question in self.module.quiz.all():
            if found := words.get(question.pk):
                row = copy(found)
                # The facts as they were read once, not one query a row.
                row.question = question
                row.scenario = self.said(row.scenario, row.text.language)
                row.options = self.said(row.options, row.text.language)
                rows.append(row)
        return rows

    @property
    def outcomes(self) -> list[str]:
        language = self.text.language
        return [self.said(line, language) for line in self.text.outcome_lines()]

    @property
    def exercise(self) -> Section | None:
        return self._section("exercise")

    @property
    def checklist(self) -> Section | None:
        return self._section("checklist")

    @property
    def only_in_original(self) -> bool:
        """Whether a part is shown in another language than the title."""
        shown = [row.words.text for row in self.units]
        shown += [row.text for row in self.questions]
        return any(text.pk != self.text.pk for text in shown)

    @property
    def checklist_address(self) -> str:
        return self.text.address_in(self.reader_language, "newsroom:checklist")

    @property
    def _from_original_to_own(self) -> tuple[ModuleText, ModuleText]:
        return (self.original, self.text)

    def _section(self, name: str) -> Section | None:
        text = self.text_with(name)
        return Section(text, self._markup(getattr(text, name), text)) if text else None

    def _markup(self, words: str, text: ModuleText) -> SafeString:
        return shown_html(self.said(words, text.language))


def courses(modules: Iterable[Module], language: str) -> list[Course]:
    return [Course(module, language) for module in modules]


def _reported(public_id: str) -> Reported | None:
    module = Module.objects.public().with_rows().filter(public_id=public_id).first()
    if module is None:
        return None
    course = Course(module, get_language() or ORIGINAL)
    return Reported(course.text.title, course.address, course.text.language)


REPORTED_MODULE: Final = ReportedKind(
    _("Training module"), _reported, "newsroom", changed_by="newsroom.change_module"
)
