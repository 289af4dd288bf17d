"""All that a module's page shows, for its view and for a preview."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from newsroom.models import Figure, Term
from newsroom.presentation.figures import in_use
from newsroom.presentation.modules import Course
from newsroom.presentation.quiz import Quiz
from newsroom.presentation.terms import entries


def module_context(course: Course, answers: QueryDict) -> dict[str, Any]:
    """Return a course with its quiz, its terms and its figures, for the template."""
    language = course.reader_language
    used = Figure.objects.filter(modules=course.module)
    return {
        "course": course,
        "quiz": Quiz(course.questions, answers),
        "entries": entries(Term.objects.of_module(course.module), language),
        "figures": in_use(used, language),
    }
