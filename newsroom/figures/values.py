"""How each language writes a figure's value; the one place that formats numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from babel.numbers import format_compact_decimal, format_decimal, format_percent

from newsroom.models import Figure, Qualifier, Unit

MILLION: Final = 1_000_000
COMPACT_STEP: Final = MILLION // 100
"""What two decimals of a million can say; finer numbers are written out."""


def _number(value: Decimal, language: str) -> str:
    """Return a round number of millions in words, any other in digits."""
    if abs(value) >= MILLION and value % COMPACT_STEP == 0:
        return format_compact_decimal(
            value, format_type="long", locale=language, fraction_digits=2
        )
    return format_decimal(value, locale=language, decimal_quantization=False)


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

_HEDGES: Final[dict[str, str | Promise]] = {
    Qualifier.MINIMUM: _("at least %(value)s"),
    Qualifier.ROUNDED: _("about %(value)s"),
}
"""What must never be said without a word before it."""


def said_value(figure: Figure, language: str) -> str:
    """Return the value, or its range, as the language writes it; without the unit."""
    if figure.low is not None and figure.high is not None:
        return gettext("%(low)s to %(high)s") % {
            "low": _written(figure.low, figure.unit, language),
            "high": _written(figure.high, figure.unit, language),
        }
    written = _written(figure.value, figure.unit, language)
    hedge = _HEDGES.get(figure.qualifier)
    return str(hedge) % {"value": written} if hedge else written


def said_unit(figure: Figure) -> str:
    """Return what stands after the value, empty where the number says it itself."""
    return str(_AFTER.get(figure.unit, figure.get_unit_display()))


def _written(value: Decimal, unit: str, language: str) -> str:
    return _WRITERS.get(unit, _number)(value.normalize(), language)
