"""The facets of the search: what all rooms have, and each room's own.

The index counts them, so that no facet here has a lookup.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.filters import Facet, FacetChoices, Filters
from editorial.places import COUNTRY_CODES, country_names, endonym
from languages.registry import CODES, ORIGINAL
from vocabulary.models import Concept, Kind

from . import kinds
from .engines import engine
from .engines.base import Facets, Unavailable
from .kinds import Use


def _rooms() -> dict[str, str]:
    return {kind.name: str(kind.label) for kind in kinds.all_kinds()}


def _languages() -> dict[str, str]:
    """Return our languages, then those besides in which there is something."""
    try:
        present: Iterable[str] = engine().present().languages
    except Unavailable:
        present = kinds.languages()
    return {tag: endonym(tag) for tag in (*CODES, *sorted(present))}


def _themes() -> dict[str, str]:
    """Return the themes of all rooms; one that two rooms share is one choice."""
    names: dict[str, str] = Concept.objects.names(Kind.STORY_THEME, Kind.THEME)
    return names


def _countries() -> dict[str, str]:
    return country_names(COUNTRY_CODES, get_language() or ORIGINAL)


def _uses() -> dict[str, str]:
    return {use.value: str(use.label) for use in Use}


COMMON = (
    Facet("kind", _("Room"), _rooms),
    Facet("language", _("Language"), _languages),
    Facet("theme", _("Theme"), _themes),
    Facet("country", _("Country"), _countries),
    Facet("use", _("What you may do with it"), _uses),
)
"""What documents of several rooms have, so that it narrows any list."""


def all_facets() -> tuple[Facet, ...]:
    """Return every facet that an address of the search may choose from."""
    own = (facet for kind in kinds.all_kinds() for facet in kind.facets)
    return (*COMMON, *own)


def asked_filters(parameters: QueryDict) -> Filters:
    """Return what an address chooses; what no facet knows is left out."""
    return Filters(all_facets(), parameters)


def worth_showing(filters: Filters, counts: Facets, total: int) -> list[FacetChoices]:
    """Return the facets that would narrow a list, or do.

    A room's own stand there only when it is chosen or nothing else was found.
    """
    found = [name for name, _count in counts.get("kind", ())]
    chosen = filters.selection.get("kind") or (found if len(found) == 1 else ())
    own = {facet.name for name in chosen for facet in _facets_of(name)}
    shown = {facet.name for facet in COMMON} | own | filters.selection.keys()
    listed = filters.with_counts(
        {name: dict(values) for name, values in counts.items() if name in shown}
    )
    return [facet for facet in listed if _narrows(facet, total)]


def _facets_of(name: str) -> tuple[Facet, ...]:
    kind = kinds.get(name)
    return kind.facets if kind else ()


def _narrows(facet: FacetChoices, total: int) -> bool:
    # Where all are in two languages, choosing one still says in which they are shown.
    is_choice = facet.name == "language" and len(facet.choices) > 1
    fewer = any(choice.count < total for choice in facet.choices)
    return facet.is_used or is_choice or fewer
