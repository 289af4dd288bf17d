"""What the worker does: rooms register their sweeps in `apps.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple


class Sweep(NamedTuple):
    """An idempotent piece of work that finds out by itself what is due.

    `run` returns how many things it did; it is called again `every` so many seconds.
    """

    name: str
    run: Callable[[], int]
    every: float


_SWEEPS: Final[dict[str, Sweep]] = {}


def register(name: str, run: Callable[[], int], every: float) -> None:
    """Let the worker call `run` every so many seconds; a name stands for one sweep."""
    _SWEEPS[name] = Sweep(name, run, every)


def all_sweeps() -> list[Sweep]:
    """Return the sweeps in the order in which they were registered."""
    return list(_SWEEPS.values())
