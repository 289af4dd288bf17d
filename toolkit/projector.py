"""One task at a time, large enough for the last row; no word of it is the teacher's."""

from __future__ import annotations

from dataclasses import dataclass

from editorial.models import Translator
from stories.models import StoryText
from stories.presentation import Reading
from toolkit.models import Age, LessonText, StepText
from toolkit.parts import STORY, ForClass, ShownStep, projector_address
from toolkit.presentation import Plan


@dataclass(frozen=True)
class Slide:
    """One step on the wall, or the lesson's story, with the ways to the next ones."""

    plan: Plan
    age: Age
    shown: ShownStep | None
    story: Reading | None
    number: int
    total: int
    before: str
    after: str

    @property
    def title(self) -> str:
        words: StepText | LessonText | StoryText = (
            self.shown.words if self.shown else self.text
        )
        return words.title

    @property
    def text(self) -> LessonText | StoryText:
        """The text whose words are on the wall."""
        if self.shown:
            return self.shown.words.text
        return self.story.text if self.story else self.plan.text

    @property
    def is_machine_draft(self) -> bool:
        """Whether the task is in a machine's words, which nobody has checked."""
        return (
            self.shown is not None
            and self.shown.words.text.translator == Translator.MACHINE
        )

    @property
    def editions_behind(self) -> int:
        """How many changes of its original the task's translation lacks."""
        return self.shown.words.text.editions_behind if self.shown else 0

    @property
    def end(self) -> str:
        """The address of the lesson, for the same age group."""
        return ForClass(self.plan, self.age, []).address


def slide_of(plan: Plan, key: str) -> Slide | None:
    """Return the step of that name, else the first; None if there is no step.

    The story is the last of the slides for as long as the lesson may show it.
    """
    if not plan.steps:
        return None
    steps = {shown.step.key: shown for shown in plan.steps}
    keys = [*steps, *([STORY] if plan.story else [])]
    place = keys.index(key) if key in keys else 0
    age = plan.ages[0]
    # An end has nothing beyond it, and place -1 would be the last one.
    before, after = (
        projector_address(plan, age, keys[there]) if 0 <= there < len(keys) else ""
        for there in (place - 1, place + 1)
    )
    shown = steps.get(keys[place])
    story = None if shown else plan.story
    return Slide(plan, age, shown, story, place + 1, len(keys), before, after)
