"""The words shown of a lesson's steps and sheets: its own, else the original's."""

from __future__ import annotations

from toolkit.models import LessonStep, LessonText, SheetText, StepText
from toolkit.parts import ShownPicture
from toolkit.pictures import as_shown


class Told:
    """The words of each step and sheet, by the primary key of its facts."""

    def __init__(self, original: LessonText, text: LessonText) -> None:
        steps = [row for told in (original, text) for row in told.steps.all()]
        sheets = [row for told in (original, text) for row in told.sheets.all()]
        self.steps: dict[int, StepText] = {row.step_id: row for row in steps}
        self.sheets: dict[int, SheetText] = {row.sheet_id: row for row in sheets}
        self._described: dict[int, StepText] = {
            row.step_id: row for row in steps if row.picture_description
        }

    def picture_of(self, step: LessonStep) -> ShownPicture | None:
        """Return a step's picture if words describe it."""
        words = self._described.get(step.pk)
        if step.picture and words:
            return ShownPicture(as_shown(step.picture), words)
        return None
