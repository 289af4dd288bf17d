"""Tells search and readers' browsers that a story changed."""

from __future__ import annotations

from search.actions import enqueue
from stories.models import Story

KIND = "story"
"""The search kind of a StoryText."""


def announce(story: Story) -> None:
    """Have the story looked at again in every language; call it in the transaction."""
    for pk in story.texts.values_list("pk", flat=True):
        enqueue(KIND, pk)
