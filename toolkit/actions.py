"""What may happen to a lesson: one verb each."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.db import transaction

from editorial.actions import announce_facts
from toolkit.models import Lesson
from toolkit.querysets import classroom_stories


class Pair(NamedTuple):
    """A lesson and a story by their public ids."""

    lesson: str
    story: str


SAMPLE: Final = Pair("vr86xqd7", "sgjr9hrj")
"""“Twenty-four months, seven days”, and a sample that speaks of waiting as it does."""


@transaction.atomic
def show_sample() -> None:
    """Let a sample story go with a shipped lesson that has none; for trial copies."""
    story = classroom_stories().filter(public_id=SAMPLE.story, is_sample=True).first()
    lesson = Lesson.objects.filter(public_id=SAMPLE.lesson, story=None).first()
    if story and lesson:
        Lesson.objects.filter(pk=lesson.pk).update(story=story)
        announce_facts(lesson)


@transaction.atomic
def forget_story(public_id: str) -> None:
    """Take a story out of all lessons unless its teller still lets classrooms read it.

    A sink is called for any use that is taken back, a photo too.
    """
    if classroom_stories().filter(public_id=public_id).exists():
        return
    for lesson in Lesson.objects.filter(story__public_id=public_id):
        Lesson.objects.filter(pk=lesson.pk).update(story=None)
        announce_facts(lesson)
