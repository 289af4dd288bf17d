"""A module's quiz with one reader's answers, which stand in the address alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.models import ModuleText, QuestionText
from newsroom.options import read_options

_VERDICTS: Final[dict[tuple[bool, bool], Promise]] = {
    (True, True): _("You chose this, and it is right."),
    (True, False): _("You chose this, and it is not right."),
    (False, True): _("This is right; you did not choose it."),
    (False, False): _("This is not right; you did not choose it."),
}
"""Chosen, right → what is said, so that nothing depends on colour."""


@dataclass(frozen=True)
class ShownOption:
    """One option, what is said of it, and whether the reader chose it."""

    key: str
    words: str
    feedback: str
    is_right: bool
    is_chosen: bool

    @property
    def verdict(self) -> Promise:
        return _VERDICTS[self.is_chosen, self.is_right]


@dataclass(frozen=True)
class ShownQuestion:
    """One question with the answers to it."""

    name: str
    """The parameter in addresses."""
    key: str
    scenario: str
    text: ModuleText
    several: bool
    """Whether more than one option is right."""
    options: list[ShownOption]

    @property
    def is_answered(self) -> bool:
        return any(option.is_chosen for option in self.options)

    @property
    def is_right(self) -> bool:
        """Whether exactly the right options were chosen."""
        return all(option.is_chosen == option.is_right for option in self.options)


class Quiz:
    """All questions; feedback is given for those that are answered."""

    def __init__(self, rows: Iterable[QuestionText], answers: QueryDict) -> None:
        self.questions = [_shown(row, answers) for row in rows]

    @property
    def answered(self) -> int:
        return sum(question.is_answered for question in self.questions)

    @property
    def right(self) -> int:
        return sum(question.is_right for question in self.questions)

    @property
    def all(self) -> int:
        return len(self.questions)


def _shown(row: QuestionText, answers: QueryDict) -> ShownQuestion:
    question = row.question
    name = f"a-{question.key}"
    chosen = answers.getlist(name)
    return ShownQuestion(
        name,
        question.key,
        row.scenario,
        row.text,
        several=len(question.right) > 1,
        options=[
            ShownOption(
                option.key,
                option.words,
                option.feedback,
                is_right=option.key in question.right,
                is_chosen=option.key in chosen,
            )
            for option in read_options(row.options)
        ],
    )
