"""What may happen to a lesson: one verb each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction

from editorial.actions import start_text
from search.actions import enqueue
from toolkit.models import Lesson, LessonText
from toolkit.querysets import classroom_stories

if TYPE_CHECKING:
    from staff.models import User


class Pair(NamedTuple):
    """A lesson and a story by their public ids."""

    lesson: str
    story: str


SAMPLE: Final = Pair("vr86xqd7", "sgjr9hrj")
"""“Twenty-four months, seven days”, and a sample that speaks of waiting as it does."""


@transaction.atomic
def save_facts(lesson: Lesson, user: User | None = None) -> None:
    """Save the facts with a revision, and bring them to search in every language."""
    lesson.save()
    lesson.save_revision(user=user, clean=False)
    announce_facts(lesson)


def announce_facts(lesson: Lesson) -> None:
    """Bring changed facts to search in every language; for who saved them already."""
    for pk in lesson.texts.values_list("pk", flat=True):
        enqueue("lesson", pk)


@transaction.atomic
def add_lesson(
    lesson: Lesson, language: str, title: str, user: User | None
) -> LessonText:
    """Save a new lesson and the draft of its first text; return the text."""
    save_facts(lesson, user)
    return start_text(LessonText, lesson, language, title, user)


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
