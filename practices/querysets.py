from __future__ import annotations

from typing import Self

from django.db.models import Prefetch

from editorial.models import TextQuerySet
from editorial.querysets import ThingQuerySet
from search.reads import matching_ids

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

    def with_rows(self) -> Self:
        """Add what a list shows: the titles of all languages, and results."""
        titles = self.texts().public().defer(*_BODY)
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


class PracticeTextQuerySet(TextQuerySet):
    """The reads of practices' words."""

    def for_search(self) -> Self:
        """Return public texts with all that a search document needs."""
        return (
            self.public()
            .select_related("thing", "thing__level")
            .prefetch_related("findings")
        )
