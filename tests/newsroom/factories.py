"""Modules and terms, made through the same actions as in the running site."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from editorial import library
from editorial.actions import publish, save_facts
from editorial.models import locale_of
from newsroom.loaders import ModuleLoader
from newsroom.models import (
    Figure,
    Module,
    ModuleFact,
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
)
from newsroom.options import Option, write_options
from tests.factories import ConceptFactory

READ = {
    "title": "A page",
    "url": "https://example.org/page",
    "publisher": "Example Press",
    "published": "2013",
    "read_on": date(2026, 11, 23),
}
TABLE = "<table><thead><tr><th>Bad</th></tr></thead></table>"
SHIPPED_MODULE = "interviewing-and-consent"
ITS_FIGURE = "asylum-first-time-minors-share-2025"
"""The only one that the shipped module uses."""


def make_term(
    title: str = "illegal migrant",
    *,
    languages: tuple[str, ...] = ("en",),
    stances: tuple[str, ...] = ("avoid",),
    themes: tuple[str, ...] = (),
    own_view: tuple[str, ...] = (),
    live: bool = True,
    facts: dict[str, object] | None = None,
    **words: object,
) -> Term:
    """Return a term with published texts; the first language is the original."""
    term = Term(**{"problem": "label", "own_view": list(own_view), **(facts or {})})
    term.themes = [ConceptFactory(slug=slug) for slug in themes]
    term.sources = [
        TermSource(
            **READ,
            authority=f"Authority {n}",
            stance=stance,
            says=f"It says {stance}.",
            language="de",
            secondary=bool(n),
            backs=TermFact.values,
        )
        for n, stance in enumerate(stances)
    ]
    save_facts(term)
    original = None
    for language in languages:
        own = title if original is None else f"{title} ({language})"
        filled = {
            "title": own,
            "preferred": f"better {own}\nbest {own}",
            "why": "<p>Acts can be unlawful, people can't.</p>",
            "certainty": "high",
            **words,
        }
        text = _text(TermText, term, language, original, filled, live)
        original = original or text
    return term


def make_module(
    title: str = "Words and frames",
    *,
    languages: tuple[str, ...] = ("en",),
    terms: tuple[Term, ...] = (),
    figures: tuple[Figure, ...] = (),
    sourced: bool = True,
    live: bool = True,
) -> Module:
    """Return a module with two units and two questions; the second has two right."""
    module = Module(level="beginner", reviewed_on=date(2026, 11, 26))
    module.themes = [ConceptFactory(slug="housing")]
    module.terms = list(terms)
    module.figures = list(figures)
    module.units = [
        ModuleUnit(key=f"unit-{n}", minutes=10 + n, sort_order=n) for n in range(2)
    ]
    module.quiz = [
        ModuleQuestion(key="one", options=["a", "b"], right=["b"], sort_order=0),
        ModuleQuestion(key="two", options=["a", "b"], right=["a", "b"], sort_order=1),
    ]
    if sourced:
        module.sources = [ModuleSource(**READ, backs=ModuleFact.values)]
    save_facts(module)
    original = None
    for language in languages:
        own = title if original is None else f"{title} ({language})"
        text = _text(ModuleText, module, language, original, _words(module, own), live)
        original = original or text
    return module


def _words(module: Module, title: str) -> dict[str, object]:
    options = [Option(key, f"Do {key}", f"If you do {key}.") for key in "ab"]
    return {
        "title": title,
        "summary": "How a headline decides.",
        "outcomes": "Decode a frame.",
        "exercise": "<p>Take your last piece.</p>",
        "checklist": "<ul><li>Is there a number?</li></ul>",
        "units": [
            UnitText(unit=unit, title=f"Title of {unit.key}", body=TABLE)
            for unit in module.units.all()
        ],
        "quiz": [
            QuestionText(
                question=question,
                scenario=f"Scenario {question.key}.",
                options=write_options(options),
            )
            for question in module.quiz.all()
        ],
    }


def _text(model, thing, language, original, words, live):
    text = model(
        thing=thing,
        locale=locale_of(language),
        translation_key=thing.translation_key,
        translated_from=original,
        from_edition=original.edition if original else None,
        live=False,
        **words,
    )
    if live:
        publish(text)
        text.refresh_from_db()
    else:
        text.save()
    return text


def load_module(folder: Path) -> None:
    ModuleLoader().load_folder(folder, library.Report())
