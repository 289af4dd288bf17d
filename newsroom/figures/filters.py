"""The one table of facets behind the list of figures, its files and its feed."""

from __future__ import annotations

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.filters import Facet
from newsroom.figures.places import place_names
from newsroom.models import Counted, Figure, FigureKind, FigureStatus


def _kinds() -> dict[str, str]:
    return {value: str(label) for value, label in FigureKind.choices}


def _counted() -> dict[str, str]:
    return {value: str(label) for value, label in Counted.choices}


def _statuses() -> dict[str, str]:
    return {value: str(label) for value, label in FigureStatus.choices}


def _standing(value: str) -> Q:
    """Return what is true of the figures that stand so among what is public."""
    return Q(pk__in=Figure.objects.standing_as(value).values("pk"))


_COUNTS: Final = Facet("counts", _("What is counted"), _counted, "counts")
_PLACE: Final = Facet("place", _("Place"), place_names, "place")
SEARCH_FACETS: Final = (
    Facet("figure", _("Kind of figure"), _kinds),
    _COUNTS,
    _PLACE,
)
"""The room's own facets in the search, where `kind` is the room."""
FACETS: Final = (
    Facet("kind", _("Kind of figure"), _kinds, "kind"),
    _COUNTS,
    _PLACE,
    Facet("status", _("Status"), _statuses, holds=_standing),
)
