"""All that a module's page shows, for its view and for a preview."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from newsroom.models import Term
from newsroom.presentation.modules import Course
from newsroom.presentation.quiz import Quiz
from newsroom.presentation.terms import entries


def module_context(course: Course, answers: QueryDict) -> dict[str, Any]:
    """Return a course with its quiz, its terms and its figures, for the template."""
    language = course.reader_language
    return {
        "course": course,
        "quiz": Quiz(course.questions, answers),
        "entries": entries(Term.objects.of_module(course.module), language),
        "figures": course.in_use,
    }
