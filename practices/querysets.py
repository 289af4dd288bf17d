from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from editorial.models import TextQuerySet
from editorial.querysets import ThingQuerySet
from search.reads import matching_ids

if TYPE_CHECKING:
    from practices import models

_BODY = (
    "how_it_works",
    "reach",
    "staffing",
    "went_wrong",
    "preconditions",
    "transfers",
    "partners",
    "evidence_reason",
)


class PracticeQuerySet(ThingQuerySet):
    """The reads of practices."""

    def newest_first(self) -> Self:
        """Order by start, the latest first and the unknown last."""
        return self.order_by("-start", "name")

    def matching(self, q: str, language: str) -> Self:
        """Return those with a text that the words find, the most relevant first."""
        return self.of_texts(matching_ids("practice", q, language))

    def known(self) -> dict[str, int]:
        """Return of how many funding, results and numbers are known."""
        rows = {
            "funding": self._rows("funding"),
            # A finding that nobody could read is no known result.
            "results": self._rows("results").exclude(direction="unknown"),
            "reach": self.texts().filter(live=True).exclude(reach=""),
        }
        says = {
            f"says_{name}": Exists(found.filter(thing=OuterRef("pk")))
            for name, found in rows.items()
        }
        counts = {
            name: Count("pk", filter=Q(**{f"says_{name}": True})) for name in rows
        }
        return self.order_by().annotate(**says).aggregate(**counts)

    def _rows(self, relation: str) -> QuerySet[Any]:
        return self.model._meta.get_field(relation).related_model.objects.all()

    def with_rows(self) -> Self:
        """Add what a list shows: the titles of all languages, and results."""
        titles = self.texts().public().with_changes().defer(*_BODY)
        return self.prefetch_related(Prefetch("texts", queryset=titles), "results")

    def with_record(self) -> Self:
        """Add all that a record's page shows."""
        texts = self.texts().public().prefetch_related("findings", "disagreements")
        return self.select_related("level").prefetch_related(
            Prefetch("texts", queryset=texts),
            "themes",
            "target_groups",
            "results",
            "funding",
            "sources",
        )


class TransferQuerySet(QuerySet["models.Transfer"]):
    """The reads of what came from where."""

    def touching(self, practice: models.Practice) -> Self:
        """Return those that a practice names, and those that name it."""
        rows = self.filter(Q(thing=practice) | Q(practice=practice))
        return rows.order_by("kind", "thing_id", "sort_order")


class PracticeTextQuerySet(TextQuerySet):
    """The reads of practices' words."""

    def for_search(self) -> Self:
        """Return public texts with all that a search document needs."""
        return (
            self.public()
            .with_languages()
            .with_changes()
            .select_related("thing", "thing__level")
            .prefetch_related("findings")
        )
