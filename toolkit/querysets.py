from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Prefetch

from editorial.models import TextQuerySet
from editorial.querysets import ThingQuerySet
from newsroom.figures.querysets import figures_in_words
from search.reads import matching_ids
from stories.models import AllowedUse, Story
from toolkit.sections import LINES, SECTIONS

if TYPE_CHECKING:
    from stories.querysets import StoryQuerySet

_BODY = (*LINES, *SECTIONS)


def classroom_stories() -> StoryQuerySet:
    """Return the stories that are public and that classrooms may read, today."""
    return Story.objects.public().allowing(AllowedUse.CLASSROOM)


class LessonQuerySet(ThingQuerySet):
    """The reads of lessons."""

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def matching(self, q: str, language: str) -> Self:
        """Return those with a text that the words find, the most relevant first."""
        return self.of_texts(matching_ids("lesson", q, language))

    def with_rows(self) -> Self:
        """Add what a list shows: the titles of all languages, for whom, how long."""
        titles = self.texts().public().defer(*_BODY)
        return self.prefetch_related(
            Prefetch("texts", queryset=titles), "subjects", "themes", "steps"
        )

    def with_plan(self) -> Self:
        """Add all that a lesson's page shows."""
        texts = (
            self.texts()
            .public()
            # Its edition says who is behind; its words come with its own row.
            .select_related("translated_from")
            .defer(*(f"translated_from__{column}" for column in _BODY))
            .prefetch_related("steps", "sheets")
        )
        steps = self.model.steps.rel.related_model.objects.select_related(
            "picture"
        ).prefetch_related("picture__renditions")
        return self.prefetch_related(
            Prefetch("texts", queryset=texts),
            "subjects",
            "themes",
            Prefetch("steps", queryset=steps),
            "sheets",
            "sources",
        )


class LessonTextQuerySet(TextQuerySet):
    """The reads of lessons' words."""

    def for_search(self) -> Self:
        """Return public texts with all that a search document needs."""
        return (
            self.public()
            .with_languages()
            .with_changes()
            .annotate(figures_in_words=figures_in_words(self.model))
            .select_related("thing")
            .prefetch_related("steps", "sheets")
        )
