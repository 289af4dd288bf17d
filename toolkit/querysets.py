from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Prefetch

from editorial.models import TextQuerySet
from editorial.querysets import ThingQuerySet, in_order
from search.reads import matching_ids

if TYPE_CHECKING:
    from toolkit.models import Lesson  # noqa: F401  for the annotation

_BODY = (
    "objectives",
    "materials",
    "background",
    "content_note",
    "opt_out",
    "differentiation",
    "debrief",
)


class LessonQuerySet(ThingQuerySet["Lesson"]):
    """The reads of lessons."""

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def matching(self, q: str, language: str) -> Self:
        """Return those with a text that the words find, the most relevant first."""
        things = dict.fromkeys(
            in_order(self.texts(), matching_ids("lesson", q, language)).values_list(
                "thing_id", flat=True
            )
        )
        return in_order(self, list(things))

    def with_rows(self) -> Self:
        """Add what a list shows: the titles of all languages, for whom, how long."""
        titles = self.texts().public().defer(*_BODY)
        return self.prefetch_related(
            Prefetch("texts", queryset=titles), "subjects", "themes", "steps"
        )

    def with_plan(self) -> Self:
        """Add all that a lesson's page shows."""
        texts = self.texts().public().prefetch_related("steps", "sheets")
        return self.prefetch_related(
            Prefetch("texts", queryset=texts),
            "subjects",
            "themes",
            "steps",
            "sheets",
            "sources",
        )


class LessonTextQuerySet(TextQuerySet):
    """The reads of lessons' words."""

    def for_search(self) -> Self:
        """Return public texts with all that a search document needs."""
        return (
            self.public()
            .select_related("thing")
            .prefetch_related("thing__themes", "steps", "sheets")
        )
