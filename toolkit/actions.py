"""What may happen to a lesson: one verb each."""

from __future__ import annotations

from django.db import transaction

from editorial.actions import announce_facts
from stories.models import AllowedUse, Story
from toolkit.models import Lesson


@transaction.atomic
def forget_story(public_id: str) -> None:
    """Take a story out of all lessons unless its teller still lets classrooms read it.

    A sink is called for any use that is taken back, a photo too.
    """
    allowed = Story.objects.public().allowing(AllowedUse.CLASSROOM)
    if allowed.filter(public_id=public_id).exists():
        return
    for lesson in Lesson.objects.filter(story__public_id=public_id):
        Lesson.objects.filter(pk=lesson.pk).update(story=None)
        announce_facts(lesson)
