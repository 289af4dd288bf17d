"""How a lesson reads in one language: its own words first, else the original's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from editorial.models import Translator
from editorial.presentation import Passage
from languages.registry import BY_CODE, Language
from newsroom.presentation.figures import Card, UsingFigures
from stories.presentation import Reading
from toolkit.beside import story_of
from toolkit.files import files_of
from toolkit.linked_data import as_script, learning_resource
from toolkit.models import Age, Lesson, LessonText, Part
from toolkit.parts import (
    STORY,
    ForClass,
    Lines,
    ShownPart,
    ShownSheet,
    ShownStep,
    ShownTime,
    projector_address,
)
from toolkit.sections import AFTER, AT_HOME, BEFORE
from toolkit.timing import MINUTES, spans_of
from toolkit.told import Told


class Plan(UsingFigures[Lesson, LessonText]):
    """One lesson as a reader of one language sees it, for one age group or all."""

    def __init__(
        self,
        thing: Lesson,
        language: str,
        texts: Iterable[LessonText] | None = None,
        age: Age | None = None,
    ) -> None:
        super().__init__(thing, language, texts)
        self.age = age

    @property
    def lesson(self) -> Lesson:
        return self.thing

    @cached_property
    def all_ages(self) -> list[Age]:
        """The age groups that the lesson has steps for."""
        present = {age for step in self.lesson.steps.all() for age in step.ages}
        return [age for age in Age if age in present]

    @property
    def ages(self) -> list[Age]:
        """The age groups that are shown now."""
        return [self.age] if self.age in self.all_ages else self.all_ages

    @property
    def ages_in_words(self) -> str:
        return self.listed(str(age.label) for age in self.all_ages)

    @cached_property
    def minutes(self) -> list[int]:
        """How long it takes: one lesson, or also two."""
        parts = {step.part for step in self.lesson.steps.all()}
        lengths = [MINUTES[part] for part in Part if part in parts]
        return [sum(lengths[: number + 1]) for number in range(len(lengths))]

    @property
    def before(self) -> list[Passage]:
        return self.passages_of(BEFORE)

    @property
    def after(self) -> list[Passage]:
        return self.passages_of(AFTER)

    @property
    def in_class(self) -> list[Passage]:
        """What comes after the steps and is needed while the lesson lasts."""
        return self.passages_of(name for name in AFTER if name not in AT_HOME)

    @property
    def at_home(self) -> list[Passage]:
        """What a teacher reads beforehand."""
        return self.passages_of(AT_HOME)

    @property
    def objectives(self) -> Lines | None:
        return self._lines("objectives")

    @property
    def materials(self) -> Lines | None:
        return self._lines("materials")

    def _lines(self, name: str) -> Lines | None:
        text = self.text_with(name)
        if text is None:
            return None
        words = self.said(getattr(text, name), text.language)
        lines = (line.strip() for line in words.splitlines())
        return Lines(text, [line for line in lines if line])

    @cached_property
    def only_in_original(self) -> bool:
        """Whether a passage or a step is shown in another language than the title."""
        shown = [passage.text for passage in (*self.before, *self.after)]
        shown += [step.words.text for step in self.steps]
        return any(text.pk != self.text.pk for text in shown)

    @property
    def notice_of_draft(self) -> str:
        """What to do with a machine's words before class, empty for other words."""
        if self.text.translator != Translator.MACHINE:
            return ""
        return gettext(
            "A machine drafted this translation. No teacher who grew up with the "
            "language has read it yet: read it through before you use it in class."
        )

    @cached_property
    def steps(self) -> list[ShownStep]:
        """The steps of the shown age groups that have words, the first lesson's first.

        One that came into the facts after the words is not shown by its short name.
        """
        spans = spans_of(self.lesson.steps.all(), self.ages)
        sheets = {shown.sheet.key: shown for shown in self.sheets}
        return [
            ShownStep(
                self,
                step,
                self._told.steps[step.pk],
                sheets.get(step.sheet),
                self._told.picture_of(step),
                [ShownTime(span, self.ages) for span in spans[step.key]],
            )
            for step in sorted(
                self.lesson.steps.all(), key=lambda step: step.part != Part.CORE
            )
            if step.key in spans and step.pk in self._told.steps
        ]

    @property
    def parts(self) -> list[ShownPart]:
        """The steps by lesson, the first and the second."""
        return [
            ShownPart(part, MINUTES[part], steps)
            for part in Part
            if (steps := [shown for shown in self.steps if shown.step.part == part])
        ]

    @cached_property
    def sheets(self) -> list[ShownSheet]:
        """The sheets of the shown age groups."""
        return [
            ShownSheet(self, sheet, self._told.sheets[sheet.pk])
            for sheet in self.lesson.sheets.all()
            if sheet.pk in self._told.sheets and set(sheet.ages) & set(self.ages)
        ]

    @cached_property
    def _told(self) -> Told:
        return Told(self.original, self.text)

    @cached_property
    def for_class(self) -> list[ForClass]:
        """What a teacher of each shown age group takes along."""
        return [ForClass(self, age, files_of(self, age)) for age in self.ages]

    @property
    def versions(self) -> list[tuple[LessonText, Language]]:
        """The languages that the lesson exists in."""
        return [(text, BY_CODE[text.language]) for text in self.languages]

    @property
    def linked_data(self) -> SafeString:
        return as_script(learning_resource(self))

    @property
    def story_on_the_wall(self) -> str:
        """The address of the story's slide, empty when there is no slide at all."""
        return projector_address(self, self.ages[0], STORY) if self.steps else ""

    @cached_property
    def story(self) -> Reading | None:
        """The story beside the lesson while it is public and classrooms may read it."""
        return story_of(self.lesson, self.reader_language, self.text.language)

    @property
    def figures(self) -> list[Card]:
        return self.in_use.cards

    @property
    def notices_of_figures(self) -> list[str]:
        return self.in_use.notices


def plans(lessons: Iterable[Lesson], language: str) -> list[Plan]:
    return [Plan(lesson, language) for lesson in lessons]
