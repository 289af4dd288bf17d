"""The files of a lesson, made when somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from languages.registry import ORIGINAL
from toolkit.models import Age, Lesson
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS

if TYPE_CHECKING:
    from toolkit.models import LessonText


@require_safe
def download(
    request: HttpRequest, public_id: str, slug: str, age: str, name: str
) -> HttpResponse:
    """Give one file of a lesson, in its own language where it lacks the reader's.

    It is set anew each time and stored nowhere: what was taken out of a lesson is in
    no file that somebody fetches afterwards.
    """
    lesson = get_object_or_404(Lesson.objects.public().with_plan(), public_id=public_id)
    document = DOCUMENTS.get(name)
    group = Age.parse(age)
    text: LessonText = Plan(lesson, get_language() or ORIGINAL).text
    plan = Plan(lesson, text.language, age=group)
    if document is None or group is None or group not in plan.all_ages:
        raise Http404
    if not document.exists(plan, group):
        raise Http404
    with override(text.language):
        printed = document.printed(plan)
    response = HttpResponse(printed.content, "application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{printed.name}"'
    response["Content-Language"] = text.language
    return response
