"""What QuerySets of every room can do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, Self, TypeVar

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable

from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations

Rows = TypeVar("Rows", bound="QuerySet[Any]")
MOST_PLACED: Final = 1_000
"""Rows of which each has its own place in an order."""

AT_A_TIME: Final = 500
"""Rows whose relations one statement asks for."""


class _Listed(Func):
    """The ids of a list in JSON; for a subquery alone."""

    function = "json_each"
    template = "(SELECT value FROM %(function)s(%(expressions)s))"
    output_field = BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT json_array_elements_text(%(expressions)s::json)::bigint)"
        return self.as_sql(compiler, connection, template=template, **context)


def with_ids(rows: Rows, ids: Sequence[int]) -> Rows:
    """Return the rows with these ids, any number: all are one parameter."""
    return rows.filter(pk__in=_Listed(Value(json.dumps(ids))))


def in_order(rows: Rows, ids: Sequence[int]) -> Rows:
    """Return the rows with these ids in the order of the ids, such as by relevance.

    Behind the first thousand, where nobody pages to, the latest come first.
    """
    if not ids:
        return rows.none()
    first = ids[:MOST_PLACED]
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(first)]
    # Looked up first: a database tries the places of a row one by one.
    place = Case(
        When(pk__in=_Listed(Value(json.dumps(first))), then=Case(*places)),
        default=Value(len(first)),
        output_field=IntegerField(),
    )
    return with_ids(rows, ids).order_by(place, "-pk")


def owners(texts: QuerySet[Any], ids: Sequence[int], owner: str) -> list[int]:
    """Return to which things the texts with these ids belong, in their order."""
    found = dict(with_ids(texts, ids).values_list("pk", owner))
    return list(dict.fromkeys(found[pk] for pk in ids if pk in found))


class _Joined(Func):
    """All values of a column, with commas between; for a subquery alone."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


def joined(rows: QuerySet[Any], column: str | Combinable) -> Subquery:
    """Return what annotates a column of related rows, with commas between values."""
    return Subquery(rows.order_by().values(joined=_Joined(column)))


class ThingQuerySet(QuerySet[Any]):
    """The reads that every kind of thing has."""

    def public(self) -> Self:
        """Return the things that have at least one published text."""
        return self.filter(Exists(self.texts().filter(thing=OuterRef("pk"), live=True)))

    def readable_first(self, language: str) -> Self:
        """Order those told in a language before the others, the latest change first."""
        own = self.texts().filter(
            thing=OuterRef("pk"), live=True, locale__language_code=language
        )
        return self.annotate(readable=Exists(own)).order_by("-readable", "-pk")

    def texts(self) -> Any:
        """Return the words of all things of this kind."""
        return self.model.texts.rel.related_model.objects.all()

    def matching(self, q: str, language: str) -> Self:
        """Return those with a text that the words find, the most relevant first."""
        raise NotImplementedError

    def found(self, q: str, language: str) -> Self:
        """Return those that the words find; without words all of them."""
        return self.matching(q, language) if q else self

    def of_texts(self, ids: list[int]) -> Self:
        """Return the things of the texts with these ids, in the order of the ids."""
        return in_order(self, owners(self.texts(), ids, "thing_id"))

    def at_length(self) -> Iterator[Any]:
        """Yield all, however many; what is prefetched comes for some at a time."""
        return self.iterator(chunk_size=AT_A_TIME)

    def with_original_titles(self) -> Self:
        """Add the titles that staff know things by, drafts too."""
        originals = self.texts().filter(translated_from=None)
        titles = originals.only("title", "thing", "translated_from")
        return self.prefetch_related(Prefetch("texts", titles))

    def whole(self) -> Self:
        """Add all rows and relations that belong to the facts."""
        rows = get_all_child_relations(self.model)
        relations = get_all_child_m2m_relations(self.model)
        return self.prefetch_related(
            *(row.get_accessor_name() for row in rows),
            *(relation.name for relation in relations),
        )

    def with_titles(self) -> Self:
        """Add the published texts alone, for who shows a title."""
        return self.prefetch_related(Prefetch("texts", self.texts().public()))
