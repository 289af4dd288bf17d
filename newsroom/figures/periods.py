"""Periods as exactly as a source gives them, and how each language says them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from babel import Locale
from babel.dates import format_skeleton

from editorial.dates import in_calendar, partial_date

MONTHS_IN_QUARTER: Final = 3
_PART: Final = r"\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_PERIOD: Final = re.compile(rf"{_PART}(?:/{_PART})?", re.ASCII)
_QUARTER: Final = re.compile(r"(\d{4})-Q([1-4])")
PERIOD_LENGTH: Final = 21
"""Characters of the longest period, from one day to another."""


def validate_period(value: str) -> None:
    """Accept a year, quarter, month or day, or two with a `/` between them.

    Raises ValidationError otherwise, also for a day that no calendar has.
    """
    if not _PERIOD.fullmatch(value) or not all(map(_exists, value.split("/"))):
        raise ValidationError(
            _(
                "“%(value)s” is no period. Write a year (2024), a quarter (2024-Q4), "
                "a month (2024-07), a day (2024-07-01), or two of them with a slash "
                "between (2015-01/2015-06)."
            ),
            params={"value": value},
        )


def said_period(value: str, language: str) -> str:
    """Return a period as the language writes it."""
    parts = [_said_part(part, language) for part in value.split("/")]
    if len(parts) == 1:
        return parts[0]
    pattern: str = Locale.parse(language).interval_formats[None]
    return pattern.format(*parts)


def year_of(value: str) -> str:
    """Return the year in which a period begins."""
    return value[:4]


def is_over(moment: str, today: date) -> bool:
    """Return whether a year, month or day has wholly gone by."""
    return today.isoformat()[: len(moment)] > moment


def _said_part(part: str, language: str) -> str:
    if quarter := _QUARTER.fullmatch(part):
        year, number = map(int, quarter.groups())
        first_month = (number - 1) * MONTHS_IN_QUARTER + 1
        return format_skeleton("yQQQQ", date(year, first_month, 1), locale=language)
    return partial_date(part, language)


def _exists(part: str) -> bool:
    """Return whether the calendar has a year, quarter, month or day."""
    return in_calendar(year_of(part) if _QUARTER.fullmatch(part) else part)
