"""One table of facets a room: it feeds the page, the counts, exports, feed and API.

Within a facet any chosen value will do; between facets all must hold. A facet's counts
ignore its own choice, so that they say what choosing one more would bring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise

Selection = dict[str, list[str]]


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list down."""

    name: str
    """The parameter in addresses."""
    label: str | Promise
    lookup: str
    """The path from the room's thing to the value."""
    names: Callable[[], Mapping[str, str]]
    """Value → name in the reader's language, in the order to show."""


@dataclass(frozen=True)
class Choice:
    """One value of a facet as the reader sees it."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class FacetChoices:
    """A facet with what can be chosen now."""

    name: str
    label: str | Promise
    choices: list[Choice]

    @property
    def is_used(self) -> bool:
        return any(choice.selected for choice in self.choices)


@dataclass(frozen=True)
class FilterTable:
    """The facets of one room."""

    facets: Sequence[Facet]

    def parse(self, parameters: QueryDict) -> Selection:
        """Return the known values that an address asks for; ignore the rest."""
        selection = {}
        for facet in self.facets:
            asked = set(parameters.getlist(facet.name))
            if asked and (known := [v for v in facet.names() if v in asked]):
                selection[facet.name] = known
        return selection

    def apply(
        self, things: QuerySet[Any], selection: Selection, but: str = ""
    ) -> QuerySet[Any]:
        """Return the things that the selection allows, one facet's choice left out."""
        for facet in self.facets:
            if facet.name != but and (values := selection.get(facet.name)):
                matching = things.model._default_manager.filter(
                    **{f"{facet.lookup}__in": values}
                )
                things = things.filter(pk__in=matching.values("pk"))
        return things

    def choices(
        self, things: QuerySet[Any], selection: Selection
    ) -> list[FacetChoices]:
        """Return every facet with right counts; one query a facet."""
        return [self._choices(facet, things, selection) for facet in self.facets]

    def _choices(
        self, facet: Facet, things: QuerySet[Any], selection: Selection
    ) -> FacetChoices:
        counts = dict(
            self.apply(things, selection, but=facet.name)
            .order_by()
            .values_list(facet.lookup)
            .annotate(Count("pk", distinct=True))
        )
        chosen = selection.get(facet.name, [])
        return FacetChoices(
            facet.name,
            facet.label,
            [
                Choice(value, str(label), counts.get(value, 0), value in chosen)
                for value, label in facet.names().items()
                if counts.get(value) or value in chosen
            ],
        )


def query_of(selection: Selection, q: str = "") -> str:
    """Return the part of an address that gives the same list again."""
    parameters = QueryDict(mutable=True)
    if q:
        parameters["q"] = q
    for name, values in selection.items():
        parameters.setlist(name, values)
    return parameters.urlencode()


