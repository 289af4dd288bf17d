"""The one table of facets behind the list of terms."""

from __future__ import annotations

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.filters import Facet
from newsroom.models import DISAGREEING, Problem, TermSource
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


FACETS: Final = (
    Facet("problem", _("Kind of problem"), _problems, "problem"),
    Facet("agreement", _("How far authorities agree"), _agreements, holds=_agreement),
    Facet("theme", _("Theme"), _themes, "themes__slug"),
    Facet("authority", _("Authority"), _authorities, "sources__authority"),
)
