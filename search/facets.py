"""The facets of the search page: what can be chosen, and how a reader sees it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.filters import Choice, Facet, FacetChoices, FilterTable, Selection
from editorial.places import COUNTRY_CODES, country_names
from languages.registry import LANGUAGES, ORIGINAL
from vocabulary.models import Concept

from . import kinds
from .engines.base import Facets


def _rooms() -> dict[str, str]:
    return {kind.name: str(kind.label) for kind in kinds.all_kinds()}


def _languages() -> dict[str, str]:
    return {language.code: language.endonym for language in LANGUAGES}


def _countries() -> dict[str, str]:
    return country_names(COUNTRY_CODES, get_language() or ORIGINAL)


TABLE = FilterTable(
    (
        Facet("kind", _("Room"), lookup="", names=_rooms),
        Facet("language", _("Language"), lookup="", names=_languages),
        Facet(
            "theme",
            _("Theme"),
            lookup="",
            names=partial(Concept.objects.names, kind="theme"),
        ),
        Facet("country", _("Country"), lookup="", names=_countries),
    )
)


def choices(facets: Facets, selection: Selection) -> list[FacetChoices]:
    """Return every facet with the index's counts, and what is chosen now."""
    return [
        FacetChoices(
            facet.name,
            facet.label,
            _choices(
                facet.names(),
                dict(facets.get(facet.name, ())),
                selection.get(facet.name, []),
            ),
        )
        for facet in TABLE.facets
    ]


def _choices(
    names: Mapping[str, str], counts: Mapping[str, int], chosen: list[str]
) -> list[Choice]:
    return [
        Choice(value, label, counts.get(value, 0), value in chosen)
        for value, label in names.items()
        if value in counts or value in chosen
    ]
