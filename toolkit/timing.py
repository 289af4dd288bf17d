"""How a lesson's steps lie in time, for each age group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

CORE: Final = "core"
EXTENSION: Final = "extension"
MINUTES: Final = {CORE: 45, EXTENSION: 45}
"""What the steps of each part take together, for each age group."""


class Timed(Protocol):
    """A step as its timing sees it."""

    key: str
    minutes: int
    part: str
    ages: list[str]


@dataclass(frozen=True)
class Span:
    """From and to in minutes since the first lesson began, and for which ages."""

    start: int
    end: int
    ages: tuple[str, ...]


def minutes_of(steps: Iterable[Timed], age: str, part: str) -> int:
    """Return how long an age group takes for one part."""
    return sum(step.minutes for step in steps if age in step.ages and step.part == part)


def spans_of(steps: Iterable[Timed], ages: Iterable[str]) -> Mapping[str, list[Span]]:
    """Return key of a step → its times, one where all age groups have the same."""
    ordered = sorted(steps, key=lambda step: step.part != CORE)
    times: dict[str, dict[tuple[int, int], tuple[str, ...]]] = {}
    for age in ages:
        clock = 0
        for step in ordered:
            if age in step.ages:
                span = (clock, clock := clock + step.minutes)
                same = times.setdefault(step.key, {})
                same[span] = (*same.get(span, ()), age)
    return {
        key: [Span(start, end, whose) for (start, end), whose in spans.items()]
        for key, spans in times.items()
    }
