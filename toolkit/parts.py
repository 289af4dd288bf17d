"""The parts of a lesson's page, each with the words that are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from editorial.addresses import NO_SLUG
from editorial.html import shown_html
from toolkit.files import File
from toolkit.models import (
    Age,
    LessonStep,
    LessonText,
    Part,
    Sheet,
    SheetText,
    StepText,
)
from toolkit.pictures import AnyPicture
from toolkit.timing import Span

if TYPE_CHECKING:
    from toolkit.presentation import Plan

STORY: Final = "_story"
"""The name of the story's slide; no step has an underscore in its own."""


@dataclass(frozen=True)
class Lines:
    """Short lines with the text whose language they are in."""

    text: LessonText
    items: list[str]


@dataclass(frozen=True)
class ShownSheet:
    """A sheet with its words."""

    plan: Plan
    sheet: Sheet
    words: SheetText

    @property
    def body(self) -> str:
        """The body as clean HTML, with the numbers of its figures."""
        return self.plan.said(self.words.markup, self.words.text.language)

    @property
    def markup(self) -> SafeString:
        return shown_html(self.body)

    @property
    def notices(self) -> list[str]:
        """What whoever reads it must know of the figures in it."""
        return self.plan.in_use.notices_of(self.words.markup)

    @property
    def age(self) -> Age | None:
        return only_age(self.sheet.ages)


@dataclass(frozen=True)
class ShownPicture:
    """A picture with the words for whoever can't see it."""

    picture: AnyPicture
    words: StepText

    @property
    def is_tall(self) -> bool:
        return bool(self.picture.height > self.picture.width)


@dataclass(frozen=True)
class ShownTime:
    """When a step is due, and for whom if the age groups differ."""

    span: Span
    shown_ages: list[Age]

    @property
    def age(self) -> Age | None:
        return only_age(self.span.ages) if len(self.shown_ages) > 1 else None


@dataclass(frozen=True)
class ShownStep:
    """A step with its times, its words and its sheet."""

    plan: Plan
    step: LessonStep
    words: StepText
    sheet: ShownSheet | None
    picture: ShownPicture | None
    times: list[ShownTime]

    @property
    def age(self) -> Age | None:
        """The group whose variant it is, None if it is for all or one is chosen."""
        return only_age(self.step.ages) if len(self.plan.ages) > 1 else None

    @property
    def say(self) -> SafeString:
        return self._markup("say")

    @property
    def do(self) -> SafeString:
        return self._markup("do")

    @property
    def task(self) -> SafeString:
        return self._markup("task")

    def _markup(self, name: str) -> SafeString:
        return shown_html(self.body(name))

    def body(self, name: str) -> str:
        """Return a column as clean HTML, with the numbers of its figures."""
        return self.plan.said(getattr(self.words, name), self.words.text.language)

    @property
    def notices_of_task(self) -> list[str]:
        """What whoever reads its task must know of the figures in it."""
        return self.plan.in_use.notices_of(self.words.task)

    @property
    def projector(self) -> str:
        """The address of its task on the wall."""
        age = next(age for age in self.plan.ages if age in self.step.ages)
        return projector_address(self.plan, age, self.step.key)


@dataclass(frozen=True)
class ShownPart:
    """The first lesson or the second, with its steps."""

    part: Part
    minutes: int
    steps: list[ShownStep]


@dataclass(frozen=True)
class ForClass:
    """What a teacher of one age group takes to class."""

    plan: Plan
    age: Age
    files: list[File]

    @property
    def address(self) -> str:
        """The lesson's page for this age group alone."""
        return f"{self.plan.address}?{urlencode({'age': self.age.value})}"

    @property
    def projector(self) -> str:
        return projector_address(self.plan, self.age)


def only_age(ages: tuple[str, ...] | list[str]) -> Age | None:
    """Return the age group if there is only one, None if it is for all."""
    return Age(ages[0]) if len(ages) == 1 else None


def projector_address(plan: Plan, age: Age, step: str = "") -> str:
    """Return the address of one task on the wall, the first if none is named."""
    path = reverse("toolkit:project", args=[plan.lesson.public_id, NO_SLUG])
    asked = {"age": age.value, "step": step} if step else {"age": age.value}
    return f"{path}?{urlencode(asked)}"
