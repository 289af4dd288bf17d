from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Self

from django.db.models import (
    Case,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, JSONObject

from editorial.models import TextQuerySet
from editorial.querysets import ThingQuerySet, joined
from newsroom.figures.standing import SUPERSEDED, standing
from search.reads import matching_ids

if TYPE_CHECKING:
    from editorial.models import Text
    from newsroom.models import Figure

WRITTEN_OF: Final = ("key", "value", "low", "high", "unit", "qualifier")
"""The columns that a written number is made of."""


class FigureQuerySet(ThingQuerySet):
    """The reads of figures."""

    def public(self) -> Self:
        """Return the figures that have a published text, with their standing."""
        return super().public().with_standing()

    def with_standing(self) -> Self:
        """Add `standing`, the status that a figure has among what is public."""
        return self.annotate(standing=standing())

    def standing_as(self, status: str) -> Self:
        """Return those that stand so among what is public."""
        return self.with_standing().filter(standing=status)

    def current_first(self) -> Self:
        """Order by standing as its choices stand, the surest and latest first."""
        statuses = self.model._meta.get_field("status").choices or ()
        ranks = [
            When(standing=status, then=Value(rank))
            for rank, (status, _label) in enumerate(statuses)
        ]
        rank = Case(*ranks, output_field=IntegerField())
        # By the alphabet, “high” stands before “medium”.
        return self.with_standing().order_by(rank, "confidence", "-period", "pk")

    def matching(self, q: str, language: str) -> Self:
        """Return those with a text that the words find, the most relevant first."""
        return self.of_texts(matching_ids("figure", q, language))

    def keyed(self, keys: list[str]) -> Self:
        """Return the figures that have these keys, as far as they exist."""
        return self.filter(key__in=keys)

    def for_reading(self) -> Self:
        """Return the public ones with what a list shows, the current ones first."""
        return self.public().current_first().with_rows()

    def once_public(self) -> Self:
        """Return those that are public or were, as `for_reading` does; no drafts.

        One that is withdrawn has no text among its rows.
        """
        drafts = self.texts().filter(
            thing=OuterRef("pk"), translated_from=None, first_published_at=None
        )
        return self.exclude(Exists(drafts)).current_first().with_rows()

    def historical_by_period(self) -> Self:
        """Return the historical ones, the earliest period first."""
        return self.filter(status="historical").order_by("period", "pk")

    def with_rows(self) -> Self:
        """Add what a list shows: the words in all languages."""
        return self.prefetch_related(
            Prefetch(
                "texts",
                queryset=self.texts().public().with_changes().defer("disagreement"),
            )
        )

    def with_page(self) -> Self:
        """Add all that a figure's page or a file shows."""
        texts = self.texts().public().select_related("translated_from")
        return self.prefetch_related(Prefetch("texts", queryset=texts), "sources")

    def not_comparable_to(self, figure: Figure) -> Self:
        """Return the public figures that one may not be compared with, either way."""
        either_way = Q(compared_by=figure) | Q(not_comparable_with=figure)
        chosen = self.model._default_manager.filter(either_way).values("pk")
        return self.filter(pk__in=chosen).for_reading()

    def versions_of(self, figure: Figure) -> list[Figure]:
        """Return a figure's public older and newer ones with it, the newest first.

        Those that no public one replaces come first, also where an edition has two
        successors.
        """
        older = dict(self.exclude(supersedes=None).values_list("pk", "supersedes_id"))
        family = _family(older, figure.pk)
        return sorted(
            self.public().filter(pk__in=family).with_rows(),
            key=lambda one: (
                one.standing != SUPERSEDED,
                one.period,
                family[one.pk],
                one.pk,
            ),
            reverse=True,
        )


class FigureTextQuerySet(TextQuerySet):
    """The reads of figures' words."""

    def for_search(self) -> Self:
        """Return public texts with all that a search document and a hit need."""
        from newsroom.models import Figure

        things = Figure.objects.with_standing()
        return (
            self.public()
            .with_languages()
            .with_changes()
            .prefetch_related(Prefetch("thing", queryset=things))
        )


def figures_in_words(texts: type[Text]) -> Subquery:
    """Return what annotates texts with the public figures of their thing.

    It is what `Numbers.read` takes, so that a search document costs no query more.
    """
    from newsroom.models import FigureText

    relation: Any = texts._meta.get_field("thing").related_model
    relation = relation._meta.get_field("figures")
    public = FigureText.objects.filter(thing=OuterRef("figure"), live=True)
    rows = relation.remote_field.through.objects.filter(
        Exists(public), **{relation.m2m_field_name(): OuterRef("thing")}
    )
    values = {name: f"figure__{name}" for name in WRITTEN_OF}
    return joined(rows, Cast(_JSONObject(**values), TextField()))


class _JSONObject(JSONObject):
    """Django's, without a question to SQLite whether it knows JSON.

    Every one that Django runs on does; the question fails where another holds a lock,
    and its answer is remembered for as long as the connection lasts.
    """

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return Func.as_sql(self, compiler, connection, **context)


def _family(older: Mapping[int, int], start: int) -> dict[int, int]:
    """Return a figure's first edition and all that came of it → how far from it.

    A circle of editions ends where it comes back.
    """
    first, seen = start, {start}
    while (before := older.get(first)) and before not in seen:
        first = before
        seen.add(first)
    family, found = {first: 0}, [first]
    for at in found:
        newer = [new for new, old in older.items() if old == at and new not in family]
        family |= dict.fromkeys(newer, family[at] + 1)
        found += newer
    return family
