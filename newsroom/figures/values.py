"""How each language writes a figure's value; the one place that formats numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, npgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from babel.numbers import format_compact_decimal, format_decimal, format_percent

from newsroom.figures.references import NumberForm
from newsroom.models import Figure, Qualifier, Unit

MILLION: Final = 1_000_000
SHORT: Final = 2
"""Decimals of a number of millions; one that needs more is written out."""
EXACT: Final = 16
"""Decimals that no value loses anything with, as the database keeps 20 digits."""


def _number(value: Decimal, language: str) -> str:
    """Return a round number of millions in words, any other in digits."""
    return _in_words(value, language) or _in_digits(value, language)


def _in_digits(value: Decimal, language: str) -> str:
    return format_decimal(value, locale=language, decimal_quantization=False)


def _in_words(value: Decimal, language: str) -> str:
    """Return the number of millions or more, empty where it would lose a digit."""
    if abs(value) < MILLION:
        return ""
    short, exact = (
        format_compact_decimal(
            value, format_type="long", locale=language, fraction_digits=decimals
        )
        for decimals in (SHORT, EXACT)
    )
    return short if short == exact else ""


def _percent(value: Decimal, language: str) -> str:
    return format_percent(value / 100, locale=language, decimal_quantization=False)


_WRITERS: Final[dict[str, Callable[[Decimal, str], str]]] = {
    Unit.PERCENT: _percent,
    Unit.PERCENT_OF_SUM: _percent,
}
"""Units that are not written as plain numbers."""

_AFTER: Final[dict[str, str | Promise]] = {
    Unit.PERCENT: "",
    Unit.PERCENT_OF_SUM: pgettext_lazy("after a percentage", "of the amount sent"),
}
"""What stands after numbers with a sign of their own."""

_COUNTED: Final[dict[str, Callable[[int], str]]] = {
    Unit.PERSONS: lambda n: npgettext("after a number", "person", "people", n),
    Unit.DEATHS: lambda n: npgettext("after a number", "death", "deaths", n),
    Unit.DETECTIONS: lambda n: npgettext(
        "after a number", "detection", "detections", n
    ),
    Unit.MOVEMENTS: lambda n: npgettext("after a number", "movement", "movements", n),
    Unit.APPLICANTS: lambda n: npgettext(
        "after a number", "applicant", "applicants", n
    ),
    Unit.PERMITS: lambda n: npgettext("after a number", "permit", "permits", n),
    Unit.COUNTRIES: lambda n: npgettext("after a number", "country", "countries", n),
    Unit.DOLLARS: lambda n: npgettext("after a number", "US dollar", "US dollars", n),
}
"""What stands after a number in digits; after millions stands the unit's name."""

_HEDGES: Final[dict[str, str | Promise]] = {
    Qualifier.MINIMUM: _("at least %(value)s"),
    Qualifier.ROUNDED: _("about %(value)s"),
}
"""What must never be said without a word before it."""


def said_value(figure: Figure, language: str) -> str:
    """Return the value, or its range, as the language writes it; without the unit."""
    written = _ends(figure, lambda value: _written(value, figure.unit, language))
    is_range = figure.low is not None and figure.high is not None
    hedge = None if is_range else _HEDGES.get(figure.qualifier)
    return str(hedge) % {"value": written} if hedge else written


def _number_alone(figure: Figure, language: str) -> str:
    return _ends(figure, lambda value: _number(value, language))


def _in_millions(figure: Figure, language: str) -> str:
    """Return the millions alone; a smaller number as it is."""
    return _ends(
        figure,
        lambda value: _in_digits(
            value / MILLION if abs(value) >= MILLION else value, language
        ),
    )


def _rounded(figure: Figure, language: str) -> str:
    """Return a whole number, of millions where there are any."""
    return _ends(figure, lambda value: _number(_whole(value), language))


WRITTEN: Final[dict[NumberForm, Callable[[Figure, str], str]]] = {
    NumberForm.WHOLE: said_value,
    NumberForm.NUMBER: _number_alone,
    NumberForm.MILLIONS: _in_millions,
    NumberForm.ROUNDED: _rounded,
}
"""How a value stands among words, in the active language."""


def said_unit(figure: Figure, language: str) -> str:
    """Return what stands after the value, in the form that the number asks for.

    It is empty where the number says it itself, and in the active language.
    """
    last = figure.value if figure.high is None else figure.high
    counted = _COUNTED.get(figure.unit)
    if counted and not _in_words(last, language):
        return counted(ceil(last))
    return str(_AFTER.get(figure.unit, figure.get_unit_display()))


def _ends(figure: Figure, write: Callable[[Decimal], str]) -> str:
    """Return what `write` makes of the value, or of both ends of its range."""
    if figure.low is None or figure.high is None:
        return write(figure.value.normalize())
    return gettext("%(low)s to %(high)s") % {
        "low": write(figure.low.normalize()),
        "high": write(figure.high.normalize()),
    }


def _whole(value: Decimal) -> Decimal:
    step = MILLION if abs(value) >= MILLION else 1
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def _written(value: Decimal, unit: str, language: str) -> str:
    return _WRITERS.get(unit, _number)(value, language)
