"""A filtered list as a file: a room gives its columns, one writer a format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from django.http import HttpResponse, JsonResponse

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from editorial.html import NOT_IN_XML
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
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMN_WIDTH: Final = 24
"""Characters; the usual eight show of most cells the beginning of a word."""


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
    return _named(response, f"{table.name}.csv")


def as_xlsx(table: Table[Row], listed: Sequence[Row]) -> HttpResponse:
    """Return a workbook of one sheet, its heading fixed; lists joined by `; `.

    Where a comma stands in numbers, as in German or Polish, Excel puts a line of CSV
    into one cell.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name)
    sheet.freeze_panes = "A2"
    sheet.sheet_format.defaultColWidth = _COLUMN_WIDTH
    sheet.append(list(table.columns))
    for row in listed:
        sheet.append([_value(sheet, column(row)) for column in table.columns.values()])
    buffer = io.BytesIO()
    book.save(buffer)
    return _named(HttpResponse(buffer.getvalue(), _WORKBOOK), f"{table.name}.xlsx")


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


def _named(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _text(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)


def _cell(value: Any) -> str:
    text = _text(value)
    if isinstance(value, int | Decimal):
        return text
    # A spreadsheet would run such a cell as a formula.
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _value(sheet: Any, value: Any) -> Any:
    """Return a number as it is, and all else as words that are never a formula."""
    if isinstance(value, int | Decimal):
        return value
    cell = WriteOnlyCell(sheet, NOT_IN_XML.sub("", _text(value)))
    cell.data_type = "s"
    return cell


FORMATS: Final[dict[str, Callable[[Table[Any], Sequence[Any]], HttpResponse]]] = {
    "xlsx": as_xlsx,
    "csv": as_csv,
    "json": as_json,
}
