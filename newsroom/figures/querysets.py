from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Case, IntegerField, Prefetch, Q, Value, When

from editorial.models import TextQuerySet
from editorial.querysets import ThingQuerySet, in_order
from search.reads import matching_ids

if TYPE_CHECKING:
    from newsroom.models import Figure


class FigureQuerySet(ThingQuerySet):
    """The reads of figures."""

    def current_first(self) -> Self:
        """Order by status as its choices stand, the surest and latest first."""
        statuses = self.model._meta.get_field("status").choices or ()
        ranks = [
            When(status=status, then=Value(rank))
            for rank, (status, _label) in enumerate(statuses)
        ]
        rank = Case(*ranks, output_field=IntegerField())
        # By the alphabet, “high” stands before “medium”.
        return self.order_by(rank, "confidence", "-period", "pk")

    def matching(self, q: str, language: str) -> Self:
        """Return those with a text that the words find, the most relevant first."""
        return self.of_texts(matching_ids("figure", q, language))

    def keyed(self, keys: list[str]) -> Self:
        """Return the figures that have these keys, as far as they exist."""
        return self.filter(key__in=keys)

    def historical_by_period(self) -> Self:
        """Return the historical ones, the earliest period first."""
        return self.filter(status="historical").order_by("period", "pk")

    def with_rows(self) -> Self:
        """Add what a list shows: the words in all languages."""
        return self.prefetch_related(
            Prefetch("texts", queryset=self.texts().public().defer("disagreement"))
        )

    def with_page(self) -> Self:
        """Add all that a figure's page or a file shows."""
        texts = self.texts().public().select_related("translated_from")
        return self.prefetch_related(Prefetch("texts", queryset=texts), "sources")

    def not_comparable_to(self, figure: Figure) -> Self:
        """Return the public figures that one may not be compared with, either way."""
        either_way = Q(compared_by=figure) | Q(not_comparable_with=figure)
        chosen = self.model._default_manager.filter(either_way).values("pk")
        return self.public().filter(pk__in=chosen).current_first().with_rows()

    def versions_of(self, figure: Figure) -> list[Figure]:
        """Return a figure's public older and newer ones with it, the newest first."""
        older = dict(self.values_list("pk", "supersedes_id"))
        newer = {old: new for new, old in older.items() if old}
        chain = [*_followed(newer, figure.pk)[::-1], figure.pk]
        chain += _followed(older, figure.pk)
        return list(in_order(self.public(), list(dict.fromkeys(chain))).with_rows())


class FigureTextQuerySet(TextQuerySet):
    """The reads of figures' words."""

    def for_search(self) -> Self:
        """Return public texts with all that a search document needs."""
        return self.public().select_related("thing")


def _followed(links: dict[int, int | None], start: int) -> list[int]:
    """Return where the links lead from a start, nearest first; a circle ends it."""
    way: list[int] = []
    at = links.get(start)
    while at and at != start and at not in way:
        way.append(at)
        at = links.get(at)
    return way
