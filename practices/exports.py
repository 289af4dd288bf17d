"""The columns of the list as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings

from editorial.exports import TRANSLATION, Columns, Table
from editorial.html import plain_text
from practices.models import SECTIONS, Funding
from practices.presentation import Record, ShownResult


def _money(row: Funding) -> str:
    return _joined(row.programme, row.amount, row.currency, row.period, row.purpose)


def _result(shown: ShownResult) -> str:
    result, words = shown.result, shown.finding.words if shown.finding else ""
    return _joined(result.direction, result.evaluator, result.year, words)


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _section(name: str) -> Callable[[Record], str]:
    """Return what reads a section, in the reader's language or the original's."""

    def words(record: Record) -> str:
        text = record.text_with(name)
        return plain_text(getattr(text, name)) if text else ""

    return words


def _body_languages(record: Record) -> list[str]:
    texts = filter(None, map(record.text_with, SECTIONS))
    return sorted({text.language for text in texts})


COLUMNS: Final[Columns[Record]] = {
    "id": lambda record: record.practice.public_id,
    "url": lambda record: settings.WAGTAILADMIN_BASE_URL + record.address,
    "language": lambda record: record.text.language,
    **TRANSLATION,
    "title": lambda record: record.text.title,
    "summary": lambda record: record.text.summary,
    "name": lambda record: record.practice.name,
    "city": lambda record: record.practice.city,
    "region": lambda record: record.practice.region,
    "country": lambda record: record.practice.country,
    "status": lambda record: record.practice.status or "unknown",
    "status_as_of": lambda record: record.practice.status_as_of,
    "start": lambda record: record.practice.start,
    "end": lambda record: record.practice.end,
    "lead": lambda record: record.practice.lead,
    "level": lambda record: record.practice.level.slug if record.practice.level else "",
    "themes": lambda record: [theme.slug for theme in record.practice.themes.all()],
    "target_groups": lambda record: [
        group.slug for group in record.practice.target_groups.all()
    ],
    "evidence": lambda record: record.practice.evidence,
    "directions": lambda record: [
        result.direction for result in record.practice.results.all()
    ],
    "funding": lambda record: [_money(row) for row in record.practice.funding.all()],
    "results": lambda record: [_result(shown) for shown in record.results],
    "body_languages": _body_languages,
    **{name: _section(name) for name in SECTIONS},
    "provenance": lambda record: record.practice.provenance,
    "sources": lambda record: [source.url for source in record.practice.sources.all()],
}
"""Column → value; empty where no source states it."""

TABLE: Final = Table("practices", COLUMNS)
