"""Loads the shipped lessons: `library/<slug>/facts.yaml` and `<language>.md`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from editorial.library import Report, TextFile, digests, read_yaml, to_html
from editorial.loading import FACTS, ThingLoader
from newsroom.figures.loader import FigureLoader
from newsroom.models import Figure
from toolkit.actions import save_facts
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

    def load_folder(self, folder: Path, report: Report) -> None:
        """Bring one lesson into the database.

        Raises LookupError, naming the file, for figures that never were there.
        """
        keys = read_yaml(folder / FACTS).get("figures", [])
        if unknown := sorted(set(keys) - _known_figures(keys)):
            raise LookupError(
                f"{folder / FACTS}: no figure has these keys: {', '.join(unknown)}"
            )
        super().load_folder(folder, report)

    def fill_thing(self, lesson: Lesson, facts: dict[str, Any]) -> None:
        lesson.figures = list(Figure.objects.keyed(facts.get("figures", [])))
        # A row that was there before keeps what its file no longer says.
        names = facts.get("pictures", {})
        for step, row in zip(lesson.steps.all(), facts["steps"], strict=True):
            step.sheet = row.get("sheet", "")
            step.picture = shipped(names[step.key]) if step.key in names else None

    def fill_text(self, text: LessonText, file: TextFile) -> None:
        text.objectives = "\n".join(file.meta.get("objectives", []))
        text.materials = "\n".join(file.meta.get("materials", []))
        text.steps = list(_step_texts(text.thing, file))
        text.sheets = list(_sheet_texts(text.thing, file))

    def save_facts(self, lesson: Lesson) -> None:
        save_facts(lesson)

    def _facts_state(self, public_id: str) -> Any:
        """Leave out the story, of which no file speaks; figures have no order."""
        state = super()._facts_state(public_id)
        return state and {**state, "story": None, "figures": sorted(state["figures"])}


def _known_figures(keys: list[str]) -> set[str]:
    """Return the keys of figures that are there, or that an editor deleted."""
    loaded = (path.split("/")[-2] for path in digests(FigureLoader.name))
    return {*loaded, *Figure.objects.keyed(keys).values_list("key", flat=True)}


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
