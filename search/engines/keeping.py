"""Answers that stay true until the index is written again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Kept:
    """So many answers of one state of the index; never of a reader's words."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._stamp = ""
        self._answers: dict[Hashable, Any] = {}

    def answer(self, stamp: str, asked: Hashable, find: Callable[[], Answer]) -> Answer:
        """Return what was found under this stamp, or find it now."""
        # The stamp is in the key too: another thread may still read an older state.
        key = (stamp, asked)
        try:
            kept: Answer = self._answers[key]
        except KeyError:
            if stamp != self._stamp or len(self._answers) >= self._most:
                self._answers.clear()
            self._stamp = stamp
            kept = self._answers[key] = find()
        return kept
