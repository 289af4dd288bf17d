"""What QuerySets of every room can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Value,
    When,
)

if TYPE_CHECKING:
    from editorial.models import Thing

Rows = TypeVar("Rows", bound="QuerySet[Any]")
ThingType = TypeVar("ThingType", bound="Thing")


class ThingQuerySet(QuerySet[ThingType]):
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
        """Return the texts of this kind of thing, of all languages and states."""
        return self.model.texts.rel.related_model.objects.all()


def in_order(rows: Rows, ids: list[int]) -> Rows:
    """Return the rows with these ids in the order of the ids, such as by relevance."""
    if not ids:
        return rows.none()
    ranks = [When(pk=pk, then=Value(rank)) for rank, pk in enumerate(ids)]
    return rows.filter(pk__in=ids).order_by(Case(*ranks, output_field=IntegerField()))


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
