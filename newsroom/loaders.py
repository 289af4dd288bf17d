"""Loads what ships: `library/terms/` and `library/modules/`, a folder a thing."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from editorial.library import TextFile, to_html
from editorial.loading import ThingLoader
from newsroom.figures.loader import figures_of
from newsroom.models import (
    Certainty,
    Module,
    ModuleQuestion,
    ModuleSource,
    ModuleText,
    ModuleUnit,
    QuestionText,
    Term,
    TermFact,
    TermSource,
    TermText,
    UnitText,
    Use,
)
from newsroom.options import Option, write_options
from vocabulary.models import Kind

LIBRARY: Final = Path(__file__).parent / "library"
_UNIT: Final = "unit "
"""Before the key in the heading of a unit's section."""


class TermLoader(ThingLoader[Term, TermText]):
    """Terms with what authorities say of them."""

    name = "newsroom/terms"
    folder = LIBRARY / "terms"
    model = Term
    text_model = TermText
    columns = ("number", "problem")
    concepts = {"themes": Kind.THEME}
    rows = {"sources": TermSource}
    sections = ("right_when",)

    def fill_thing(self, term: Term, facts: dict[str, Any]) -> None:
        """What no page of an authority backs is the house's own view, and is said so.

        A term with neither pages nor `house_view` is refused when it is published.
        """
        if facts.get("house_view") or facts.get("sources"):
            backed = term.backed_facts()
            term.own_view = [fact for fact in TermFact.values if fact not in backed]

    def fill_text(self, text: TermText, file: TextFile) -> None:
        meta = file.meta
        example = meta.get("example") or {}
        text.preferred = "\n".join(meta.get("preferred", []))
        # What stands before any heading; Wagtail's field has no type.
        why: Any = file.html("")
        text.why = why
        text.before = example.get("before", "")
        text.after = example.get("after", "")
        text.certainty = meta.get("certainty", Certainty.MEDIUM)
        text.official = meta.get("official", False)
        text.use = meta.get("use", Use.RULE)


class ModuleLoader(ThingLoader[Module, ModuleText]):
    """Training modules with units and quiz; terms and figures are loaded before."""

    name = "newsroom/modules"
    folder = LIBRARY / "modules"
    model = Module
    text_model = ModuleText
    columns = ("level", "reviewed_on")
    concepts = {"themes": Kind.THEME}
    rows = {"units": ModuleUnit, "quiz": ModuleQuestion, "sources": ModuleSource}
    sections = ("exercise", "checklist")

    def fill_thing(self, module: Module, facts: dict[str, Any]) -> None:
        module.terms = Term.objects.numbered(facts.get("terms", []))
        module.figures = figures_of(facts.get("figures", []))

    def fill_text(self, text: ModuleText, file: TextFile) -> None:
        text.audience = file.meta.get("audience", "")
        text.outcomes = "\n".join(file.meta.get("outcomes", []))
        units = {unit.key: unit for unit in text.thing.units.all()}
        text.units = [
            _unit(units[heading.removeprefix(_UNIT)], file.sections[heading], position)
            for position, heading in enumerate(file.sections)
            if heading.startswith(_UNIT)
        ]
        questions = {question.key: question for question in text.thing.quiz.all()}
        text.quiz = [
            _question(questions[key], words, position)
            for position, (key, words) in enumerate(file.meta.get("quiz", {}).items())
        ]


def _unit(unit: ModuleUnit, section: str, position: int) -> UnitText:
    """Return a unit's words; the section's first line is `title: …`."""
    title, _newline, body = section.partition("\n")
    return UnitText(
        unit=unit,
        title=title.removeprefix("title:").strip().strip('"'),
        body=to_html(body.strip()),
        sort_order=position,
    )


def _question(
    question: ModuleQuestion, words: dict[str, Any], position: int
) -> QuestionText:
    options = [
        Option(key, option["words"], option["feedback"])
        for key, option in words["options"].items()
    ]
    return QuestionText(
        question=question,
        scenario=words["scenario"].strip(),
        options=write_options(options),
        sort_order=position,
    )
