"""How the newsroom's things read in one language."""

from __future__ import annotations

from newsroom.presentation.module_page import module_context
from newsroom.presentation.modules import REPORTED_MODULE, Course, courses
from newsroom.presentation.quiz import Quiz
from newsroom.presentation.terms import REPORTED_TERM, Entry, entries

__all__ = [
    "REPORTED_MODULE",
    "REPORTED_TERM",
    "Course",
    "Entry",
    "Quiz",
    "courses",
    "entries",
    "module_context",
]
