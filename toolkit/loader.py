"""Loads the shipped lessons: `library/<slug>/facts.yaml` and `<language>.md`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from editorial.library import TextFile, to_html
from editorial.loading import ThingLoader
from newsroom.figures.loader import figures_of
from toolkit.models import (
    Lesson,
    LessonSource,
    LessonStep,
    LessonText,
    Sheet,
    SheetText,
    StepText,
)
from toolkit.pictures import shipped
from toolkit.sections import SECTIONS
from vocabulary.models import Kind


class LessonLoader(ThingLoader[Lesson, LessonText]):
    """Lessons with their steps, sheets and sources."""

    name = "toolkit"
    folder = Path(__file__).parent / "library"
    model = Lesson
    text_model = LessonText
    columns = ("intensity", "preparation_minutes", "version")
    concepts = {"subjects": Kind.SUBJECT, "themes": Kind.THEME}
    rows = {"steps": LessonStep, "sheets": Sheet, "sources": LessonSource}
    sections = SECTIONS

    def fill_thing(self, lesson: Lesson, facts: dict[str, Any]) -> None:
        lesson.figures = figures_of(facts.get("figures", []))
        names = facts.get("pictures", {})
        for step in lesson.steps.all():
            step.picture = shipped(names[step.key]) if step.key in names else None

    def fill_text(self, text: LessonText, file: TextFile) -> None:
        text.objectives = "\n".join(file.meta.get("objectives", []))
        text.materials = "\n".join(file.meta.get("materials", []))
        text.steps = list(_step_texts(text.thing, file))
        text.sheets = list(_sheet_texts(text.thing, file))

    def _facts_state(self, public_id: str) -> Any:
        """Leave out the story, of which no file speaks."""
        state = super()._facts_state(public_id)
        return state and {**state, "story": None}


def _step_texts(lesson: Lesson, file: TextFile) -> Iterator[StepText]:
    for position, step in enumerate(lesson.steps.all()):
        if section := file.sections.get(f"step {step.key}"):
            words = yaml.load(section, Loader=yaml.CSafeLoader)
            yield StepText(
                step=step,
                title=words["title"],
                **{
                    name: to_html(words.get(name, "")) for name in ("say", "do", "task")
                },
                picture_description=words.get("picture", ""),
                sort_order=position,
            )


def _sheet_texts(lesson: Lesson, file: TextFile) -> Iterator[SheetText]:
    """Read each sheet: `title: …` on the first line, then Markdown."""
    for position, sheet in enumerate(lesson.sheets.all()):
        if section := file.sections.get(f"sheet {sheet.key}"):
            title, _newline, body = section.partition("\n")
            yield SheetText(
                sheet=sheet,
                title=title.removeprefix("title:").strip().strip('"'),
                body=body.strip(),
                sort_order=position,
            )
