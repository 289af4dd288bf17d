"""The story that stands beside a lesson for as long as its teller lets it."""

from __future__ import annotations

from stories.presentation import Reading
from toolkit.models import Lesson
from toolkit.querysets import classroom_stories


def story_of(lesson: Lesson, language: str, asked: str) -> Reading | None:
    """Return the story that goes with a lesson, in the language asked for if it can.

    None once its teller has taken it, or its use in classrooms, back.
    """
    if lesson.story_id is None:
        return None
    found = classroom_stories().filter(pk=lesson.story_id).prefetch_related("texts")
    return next((Reading(story, language, asked) for story in found), None)
