"""One task at a time, large enough for the last row; no word of it is the teacher's."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.models import Age, LessonText
from toolkit.parts import ForClass, ShownStep, projector_address
from toolkit.presentation import Plan


@dataclass(frozen=True)
class Slide:
    """One step of an age group on the wall, with the ways to the next ones."""

    plan: Plan
    age: Age
    shown: ShownStep
    number: int
    before: str
    after: str

    @property
    def title(self) -> str:
        return self.shown.words.title if self.shown.words else self.plan.text.title

    @property
    def language(self) -> str:
        return self._text.language

    @property
    def direction(self) -> str:
        return self._text.direction

    @property
    def _text(self) -> LessonText:
        """The text whose words are on the wall."""
        return self.shown.words.text if self.shown.words else self.plan.text

    @property
    def total(self) -> int:
        return len(self.plan.steps)

    @property
    def end(self) -> str:
        """The address of the lesson, for the same age group."""
        return ForClass(self.plan, self.age, []).address


def slide_of(plan: Plan, key: str) -> Slide | None:
    """Return the step of that name, else the first; None if there is no step."""
    if not plan.steps:
        return None
    keys = [shown.step.key for shown in plan.steps]
    place = keys.index(key) if key in keys else 0
    age = plan.ages[0]
    # An end has nothing beyond it, and place -1 would be the last one.
    neighbours = [
        projector_address(plan, age, keys[there]) if 0 <= there < len(keys) else ""
        for there in (place - 1, place + 1)
    ]
    return Slide(plan, age, plan.steps[place], place + 1, *neighbours)
