"""Who calls upon readers to tell a story: upper rooms join in `apps.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from languages.registry import Direction, direction_of


@dataclass(frozen=True)
class Call:
    """A page that asks for stories, and what it asks."""

    title: str
    question: str
    address: str
    language: str

    @property
    def direction(self) -> Direction:
        return direction_of(self.language)


Find = Callable[[str], Call | None]
"""Gets the reader's language; returns what calls now, None where nothing does."""

_FINDERS: Final[dict[str, Find]] = {}


def register(name: str, find: Find) -> None:
    """Have the fronts show what `find` returns."""
    _FINDERS[name] = find


def call_in(language: str) -> Call | None:
    """Return the first call that there is for readers of a language."""
    return next(filter(None, (find(language) for find in _FINDERS.values())), None)
