"""Loads the shipped practices: `library/<slug>/facts.yaml` and `<language>.md`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from django.db import transaction

from editorial import library
from editorial.actions import publish
from editorial.models import locale_of
from languages.registry import ORIGINAL
from practices.actions import save_facts
from practices.models import (
    SECTIONS,
    Disagreement,
    Finding,
    Funding,
    Practice,
    PracticeSource,
    PracticeText,
    Result,
)
from vocabulary.models import Concept, Kind

LIBRARY: Final = Path(__file__).parent / "library"
_COLUMNS: Final = (
    "name",
    "name_language",
    "city",
    "region",
    "country",
    "status",
    "status_as_of",
    "start",
    "end",
    "lead",
    "evidence",
)
Row = TypeVar("Row", Result, Funding, PracticeSource)
_VOLATILE: Final = ("pk", "thing", "latest_revision", "created_at")


def load() -> library.Report:
    """Bring every shipped practice and its texts into the database."""
    report = library.Report()
    for folder in sorted(path for path in LIBRARY.iterdir() if path.is_dir()):
        load_practice(folder, report)
    return report


def load_practice(folder: Path, report: library.Report) -> None:
    """Bring one practice's facts, then its original, then its translations."""
    facts = library.read_yaml(folder / "facts.yaml")
    library.sync(
        report,
        f"practices/{folder.name}/facts",
        facts,
        state=partial(_facts_state, facts["id"]),
        write=partial(_write_facts, facts),
    )
    languages = sorted(
        (path.stem for path in folder.glob("*.md")),
        key=lambda language: (language != ORIGINAL, language),
    )
    for language in languages:
        text = library.read_text(folder / f"{language}.md")
        library.sync(
            report,
            f"practices/{folder.name}/{language}",
            [text.meta, text.sections],
            state=partial(_text_state, facts["id"], language),
            write=partial(_write_text, facts["id"], language, text),
        )


def _facts_state(public_id: str) -> Any:
    practice = Practice.objects.filter(public_id=public_id).first()
    if practice is None:
        return None
    content = practice.serializable_data()
    return _without_volatile(content)


def _without_volatile(content: Any) -> Any:
    match content:
        case dict():
            return {
                key: _without_volatile(value)
                for key, value in content.items()
                if key not in _VOLATILE
            }
        case list():
            return [_without_volatile(row) for row in content]
        case _:
            return content


@transaction.atomic
def _write_facts(facts: dict[str, Any]) -> None:
    practice = Practice.objects.filter(public_id=facts["id"]).first()
    practice = practice or Practice(public_id=facts["id"])
    for column in _COLUMNS:
        if column in facts:
            setattr(practice, column, str(facts[column]))
    practice.level = (
        _concepts(Kind.LEVEL, [facts["level"]])[0] if "level" in facts else None
    )
    practice.themes = _concepts(Kind.THEME, facts.get("themes", []))
    practice.target_groups = _concepts(
        Kind.TARGET_GROUP, facts.get("target_groups", [])
    )
    # Results keep their rows, because the texts' findings point at them.
    known = {result.key: result for result in practice.results.all()}
    practice.results = [
        _updated(known.get(row["key"]) or Result(), row, position)
        for position, row in enumerate(facts.get("results", []))
    ]
    practice.funding = [
        _updated(Funding(), row, position)
        for position, row in enumerate(facts.get("funding", []))
    ]
    practice.sources = [
        _updated(PracticeSource(), row, position)
        for position, row in enumerate(facts["sources"])
    ]
    practice.full_clean()
    save_facts(practice)


def _updated(row: Row, values: dict[str, Any], position: int) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    row.sort_order = position
    return row


def _concepts(kind: Kind, slugs: list[str]) -> list[Concept]:
    concepts = {
        concept.slug: concept
        for concept in Concept.objects.of_kind(kind).filter(slug__in=slugs)
    }
    return [concepts[slug] for slug in slugs]


def _text_state(public_id: str, language: str) -> Any:
    text = PracticeText.objects.filter(
        thing__public_id=public_id, locale__language_code=language
    ).first()
    if text is None:
        return None
    latest = text.get_latest_revision_as_object()
    return [text.live, latest.translator, _without_volatile(latest.spoken())]


@transaction.atomic
def _write_text(public_id: str, language: str, file: library.TextFile) -> None:
    practice = Practice.objects.get(public_id=public_id)
    locale = locale_of(language)
    text = practice.texts.filter(locale=locale).first() or PracticeText(
        thing=practice,
        locale=locale,
        translation_key=practice.translation_key,
        live=False,
    )
    meta = file.meta
    text.title = meta["title"]
    text.summary = meta["summary"]
    text.translator = meta.get("translator", "")
    text.partners = "\n".join(meta.get("partners", []))
    text.evidence_reason = meta.get("evidence_reason", "")
    for section in SECTIONS:
        setattr(text, section, file.html(section))
    results = {result.key: result for result in practice.results.all()}
    text.findings = [
        Finding(result=results[key], words=words, sort_order=position)
        for position, (key, words) in enumerate(meta.get("findings", {}).items())
    ]
    text.disagreements = [
        Disagreement(fact=row["field"], words=row["words"], sort_order=position)
        for position, row in enumerate(meta.get("disagreements", []))
    ]
    if source := meta.get("translated_from"):
        original = practice.texts.get(locale__language_code=source)
        text.translated_from = original
        text.from_edition = original.edition
        text.from_revision = original.live_revision
    publish(text)
