"""A filtered list as a file: a room gives its columns, one writer a format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from django.http import HttpResponse, JsonResponse

from editorial.presentation import Shown

Row = TypeVar("Row")
Columns = Mapping[str, Callable[[Row], Any]]
"""Column → value; empty where no source states it."""
TRANSLATION: Final[Columns[Shown[Any, Any]]] = {
    "translated_from": lambda shown: (
        shown.text.translated_from.language if shown.text.translated_from else ""
    ),
    "translator": lambda shown: shown.text.translator,
    "changes_behind": lambda shown: shown.text.editions_behind,
}
"""Where a row's words come from, and how many changes of the original they lack."""
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Table(Generic[Row]):
    """What a room's files hold."""

    name: str
    """The name of the file, and of the list in JSON."""
    columns: Columns[Row]


def as_csv(table: Table[Row], listed: Sequence[Row]) -> HttpResponse:
    """Return a UTF-8 file that spreadsheets open right; lists joined by `; `."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(table.columns)
    for row in listed:
        writer.writerow(_cell(column(row)) for column in table.columns.values())
    # The mark at the start tells Excel that the file is UTF-8.
    response = HttpResponse("\ufeff" + buffer.getvalue(), "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{table.name}.csv"'
    return response


def as_json(table: Table[Row], listed: Sequence[Row]) -> HttpResponse:
    """Return the rows with the licence of their words."""
    return JsonResponse(
        {
            "licence": "CC-BY-4.0",
            "count": len(listed),
            table.name: [
                {name: column(row) for name, column in table.columns.items()}
                for row in listed
            ],
        },
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


def _cell(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else str(value)
    # A spreadsheet would run such a cell as a formula.
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


FORMATS: Final[dict[str, Callable[[Table[Any], Sequence[Any]], HttpResponse]]] = {
    "csv": as_csv,
    "json": as_json,
}
