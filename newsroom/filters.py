"""The one table of facets behind the list of terms."""

from __future__ import annotations

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.filters import Facet
from newsroom.models import DISAGREEING, Level, Problem, TermSource
from vocabulary.models import Concept, Kind

_AUTHORITIES: Final = {
    "disagree": _("Authorities disagree"),
    "house": _("Our own view, no authority"),
}


def _problems() -> dict[str, str]:
    return {value: str(label) for value, label in Problem.choices}


def _themes() -> dict[str, str]:
    return Concept.objects.names(Kind.THEME)


def _agreements() -> dict[str, str]:
    return {value: str(label) for value, label in _AUTHORITIES.items()}


def _authorities() -> dict[str, str]:
    return {name: name for name in TermSource.objects.authorities()}


def _agreement(value: str) -> Q:
    """Return what is true of the terms that authorities see in this way."""
    if value == "house":
        return Q(sources__isnull=True)
    disagreeing = Q()
    for stance in DISAGREEING:
        sources = TermSource.objects.filter(stance=stance)
        disagreeing &= Q(pk__in=sources.values("thing"))
    return disagreeing


def _levels() -> dict[str, str]:
    return {value: str(label) for value, label in Level.choices}


_PROBLEM: Final = Facet("problem", _("Kind of problem"), _problems, "problem")
_AGREEMENT: Final = Facet(
    "agreement", _("How far authorities agree"), _agreements, holds=_agreement
)
_AUTHORITY: Final = Facet(
    "authority", _("Authority"), _authorities, "sources__authority"
)
FACETS: Final = (
    _PROBLEM,
    _AGREEMENT,
    Facet("theme", _("Theme"), _themes, "themes__slug"),
    _AUTHORITY,
)
SEARCH_FACETS_OF_TERMS: Final = (_PROBLEM, _AGREEMENT, _AUTHORITY)
SEARCH_FACETS_OF_MODULES: Final = (Facet("difficulty", _("Difficulty"), _levels),)
"""The room's own facets in the search."""
