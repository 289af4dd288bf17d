"""A lesson's facts, and its words in each language."""

from __future__ import annotations

from toolkit.models.facts import (
    Age,
    Fact,
    Form,
    Intensity,
    Lesson,
    LessonSource,
    LessonStep,
    Part,
    Sheet,
)
from toolkit.models.words import LessonText, SheetText, StepText

__all__ = [
    "Age",
    "Fact",
    "Form",
    "Intensity",
    "Lesson",
    "LessonSource",
    "LessonStep",
    "LessonText",
    "Part",
    "Sheet",
    "SheetText",
    "StepText",
]
