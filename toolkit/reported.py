"""What a report of a lesson names."""

from __future__ import annotations

from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from languages.registry import ORIGINAL
from stories.reported import Reported, ReportedKind
from toolkit.models import Lesson
from toolkit.presentation import Plan


def _reported(public_id: str) -> Reported | None:
    lesson = Lesson.objects.public().with_rows().filter(public_id=public_id).first()
    if lesson is None:
        return None
    plan = Plan(lesson, get_language() or ORIGINAL)
    return Reported(plan.text.title, plan.address, plan.text.language)


REPORTED_LESSON: Final = ReportedKind(
    _("Lesson"), _reported, changed_by="toolkit.change_lesson"
)
