"""One table of facets a room: it feeds the page, the counts, exports, feed and API.

Within a facet any chosen value will do; between facets all must hold. A facet's counts
ignore its own choice, so that they say what choosing one more would bring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final, TypeVar

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise

Things = TypeVar("Things", bound="QuerySet[Any]")
MAX_QUERY: Final = 200
"""Characters of a search that are read."""


def words_of(request: HttpRequest) -> str:
    """Return the words that an address searches for within a room."""
    return request.GET.get("q", "").replace("\0", " ").strip()[:MAX_QUERY]


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list down."""

    name: str
    """The parameter in addresses."""
    label: str | Promise
    names: Callable[[], Mapping[str, str]]
    """Value → name in the reader's language, in the order to show."""
    lookup: str = ""
    """The path from the room's thing to the value, where the database counts."""
    holds: Callable[[str], Q] | None = None
    """Instead of a path: what is true of a thing that has the value."""

    def matching(self, values: Sequence[str]) -> Q:
        """Return what is true of a thing that has any of the values."""
        if self.holds:
            return reduce(or_, map(self.holds, values))
        return Q(**{f"{self.lookup}__in": values})


@dataclass(frozen=True)
class Choice:
    """One value of a facet as the reader sees it."""

    value: str
    label: str
    count: int
    selected: bool

    @property
    def matters(self) -> bool:
        """Whether choosing or dropping it would change the list."""
        return bool(self.count) or self.selected


@dataclass(frozen=True)
class FacetChoices:
    """A facet with what can be chosen now."""

    name: str
    label: str | Promise
    choices: list[Choice]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.selected]

    @property
    def is_used(self) -> bool:
        return bool(self.chosen)


class _Names(dict[str, Mapping[str, str]]):
    """The names of each facet's values, read when they are first asked for."""

    def __init__(self, facets: Sequence[Facet]) -> None:
        self._facets = {facet.name: facet for facet in facets}

    def __missing__(self, name: str) -> Mapping[str, str]:
        self[name] = self._facets[name].names()
        return self[name]


class Filters:
    """A room's facets with what one address asks of them.

    Names are read once and only where they are needed, so that a page costs one query
    a vocabulary and one a facet.
    """

    def __init__(self, facets: Sequence[Facet], parameters: QueryDict) -> None:
        self.facets = facets
        self.names = _Names(facets)
        self.selection = {
            facet.name: known
            for facet in facets
            if (known := self._known(facet, parameters.getlist(facet.name)))
        }

    def _known(self, facet: Facet, asked: Sequence[str]) -> list[str]:
        if not asked:
            return []
        return [value for value in self.names[facet.name] if value in asked]

    def apply(self, things: Things, but: str = "") -> Things:
        """Return the things that the choices allow, one facet's choice left out."""
        for facet in self.facets:
            if facet.name != but and (values := self.selection.get(facet.name)):
                matching = things.model._default_manager.filter(facet.matching(values))
                things = things.filter(pk__in=matching.values("pk"))
        return things

    def choices(self, things: Things) -> list[FacetChoices]:
        """Return every facet with right counts; one query a facet."""
        return self.with_counts(
            {facet.name: self._counts(facet, things) for facet in self.facets}
        )

    def _counts(self, facet: Facet, things: Things) -> Mapping[str, int]:
        left = self.apply(things, but=facet.name).order_by()
        if holds := facet.holds:
            return left.aggregate(
                **{
                    value: Count("pk", filter=holds(value), distinct=True)
                    for value in self.names[facet.name]
                }
            )
        return dict(left.values_list(facet.lookup).annotate(Count("pk", distinct=True)))

    def with_counts(
        self, counts: Mapping[str, Mapping[str, int]]
    ) -> list[FacetChoices]:
        """Return every facet as the reader sees it: what is there or chosen."""
        return [
            FacetChoices(
                facet.name,
                facet.label,
                [
                    choice
                    for value, label in self.names[facet.name].items()
                    if (choice := self._choice(facet, value, label, counts)).matters
                ],
            )
            for facet in self.facets
            if counts.get(facet.name) or facet.name in self.selection
        ]

    def _choice(
        self,
        facet: Facet,
        value: str,
        label: str,
        counts: Mapping[str, Mapping[str, int]],
    ) -> Choice:
        return Choice(
            value,
            str(label),
            count=counts.get(facet.name, {}).get(value, 0),
            selected=value in self.selection.get(facet.name, ()),
        )

    def labels(self) -> list[str]:
        """Return the names of all that is chosen."""
        return [
            str(self.names[name][value])
            for name, values in self.selection.items()
            for value in values
        ]

    def query(self, q: str = "", **others: str) -> str:
        """Return the part of an address that gives the same list again."""
        parameters = QueryDict(mutable=True)
        for name, value in {"q": q, **others}.items():
            if value:
                parameters[name] = value
        for name, values in self.selection.items():
            parameters.setlist(name, values)
        return parameters.urlencode()
