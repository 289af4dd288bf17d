"""What stands beside a lesson for as long as it is public: figures, and a story."""

from __future__ import annotations

from newsroom.presentation.figures import Card, cards
from stories.presentation import Reading
from toolkit.models import Lesson
from toolkit.querysets import classroom_stories


def cards_of(lesson: Lesson, language: str) -> list[Card]:
    """Return the public figures that a lesson uses as they are now, current first."""
    return cards(lesson.figures.for_reading(), language)


def has_withdrawn_figures(lesson: Lesson) -> bool:
    """Return whether a lesson uses a figure that is no longer public."""
    return bool(lesson.figures.withdrawn().exists())


def story_of(lesson: Lesson, language: str, asked: str) -> Reading | None:
    """Return the story that goes with a lesson, in the language asked for if it can.

    None once its teller has taken it, or its use in classrooms, back.
    """
    if lesson.story_id is None:
        return None
    found = classroom_stories().filter(pk=lesson.story_id).prefetch_related("texts")
    return next((Reading(story, language, asked) for story in found), None)
