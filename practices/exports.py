"""The filtered list as a file: one table of columns, one writer a format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse, JsonResponse

from practices.presentation import Record

COLUMNS: Final[dict[str, Callable[[Record], Any]]] = {
    "id": lambda record: record.practice.public_id,
    "url": lambda record: settings.WAGTAILADMIN_BASE_URL + record.address,
    "language": lambda record: record.text.language,
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
    "provenance": lambda record: record.practice.provenance,
    "sources": lambda record: [source.url for source in record.practice.sources.all()],
}
"""Column → value; empty where no source states it."""

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def as_csv(listed: list[Record]) -> HttpResponse:
    """Return a UTF-8 file that spreadsheets open right; lists joined by `; `."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for record in listed:
        writer.writerow(_cell(column(record)) for column in COLUMNS.values())
    # The mark at the start tells Excel that the file is UTF-8.
    response = HttpResponse("\ufeff" + buffer.getvalue(), "text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="practices.csv"'
    return response


def as_json(listed: list[Record]) -> HttpResponse:
    """Return the records with the licence of their words."""
    return JsonResponse(
        {
            "licence": "CC-BY-4.0",
            "count": len(listed),
            "practices": [
                {name: column(record) for name, column in COLUMNS.items()}
                for record in listed
            ],
        },
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


def _cell(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else str(value)
    # A spreadsheet would run such a cell as a formula.
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


FORMATS: Final[dict[str, Callable[[list[Record]], HttpResponse]]] = {
    "csv": as_csv,
    "json": as_json,
}
