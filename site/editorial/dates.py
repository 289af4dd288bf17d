"""Dates as exactly as their source gives them, written as a language writes them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date, format_skeleton


def partial_date(value: str, language: str) -> str:
    """Return `2016`, `2016-07` or `2016-07-31` in the language's own form."""
    match [int(part) for part in value.split("-") if part]:
        case [year, month, day]:
            return format_date(date(year, month, day), "long", locale=language)
        case [year, month]:
            return format_skeleton("yMMMM", date(year, month, 1), locale=language)
        case _:
            return value


def in_calendar(value: str) -> bool:
    """Return whether the calendar has this year, month or day."""
    year, month, day = ([*map(int, value.split("-")), 1, 1])[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
