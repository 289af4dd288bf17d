"""What QuerySets of every room can do."""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.db.models import (
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

from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def in_order(rows: Rows, ids: list[int]) -> Rows:
    """Return the rows with these ids in the order of the ids, such as by relevance."""
    if not ids:
        return rows.none()
    ranks = [When(pk=pk, then=Value(rank)) for rank, pk in enumerate(ids)]
    return rows.filter(pk__in=ids).order_by(Case(*ranks, output_field=IntegerField()))


class _Joined(Func):
    """All values of a column, with commas between; for a subquery alone."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


def joined(rows: QuerySet[Any], column: str) -> Subquery:
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
        texts = in_order(self.texts(), ids).values_list("thing_id", flat=True)
        return in_order(self, list(dict.fromkeys(texts)))

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
