"""What may happen to a lesson: one verb each."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from editorial.actions import announce_facts
from images.models import Picture
from search.actions import enqueue
from toolkit.models import Lesson, LessonStep
from toolkit.pictures import make_rendition
from toolkit.querysets import classroom_stories

SAMPLE_LESSON: Final = "vr86xqd7"
"""The public id of “Twenty-four months, seven days”."""
SAMPLE_STORY: Final = "sgjr9hrj"
"""The public id of a sample that speaks of waiting as that lesson does."""


@transaction.atomic
def show_sample() -> None:
    """Let a sample story go with a shipped lesson that has none; for trial copies."""
    story = classroom_stories().filter(public_id=SAMPLE_STORY, is_sample=True).first()
    lesson = Lesson.objects.filter(public_id=SAMPLE_LESSON, story=None).first()
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


def make_renditions(lesson: Lesson) -> None:
    """Make what readers see of a lesson's pictures, so that no visit has to."""
    for step in lesson.steps.all():
        if step.picture:
            make_rendition(step.picture)


def renew_picture(picture: Picture) -> None:
    """Give every page a new ETag, because a picture that a lesson shows changes."""
    if LessonStep.objects.filter(picture=picture).exists():
        enqueue("picture", picture.pk)
