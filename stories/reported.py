"""What can be reported: a table of kinds that each room joins in `apps.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.functional import Promise

STORY: Final = "story"
"""The kind of a story."""


class Reported(NamedTuple):
    """A public thing as a reader of the active language finds it."""

    title: str
    address: str
    language: str
    """The tag of the title's language."""


Find = Callable[[str], Reported | None]
"""Gets a public id; returns None for what readers can't see."""


@dataclass(frozen=True, slots=True)
class ReportedKind:
    """One kind of thing: what it is called, and how to find one of it."""

    label: str | Promise
    """Such as “Story”."""
    find: Find
    room: str = "stories"
    """The room whose colour the form wears."""
    changed_by: str = ""
    """The permission of those who may correct it: they read and close reports on it
    beside the moderators. Without one, moderators alone do."""


_KINDS: Final[dict[str, ReportedKind]] = {}


def register(kind: str, reported: ReportedKind) -> None:
    """Let things of a kind be reported."""
    _KINDS[kind] = reported


def kind_of(kind: str) -> ReportedKind | None:
    """Return the kind of this name, or None."""
    return _KINDS.get(kind)


def all_kinds() -> list[str]:
    """Return the kinds that can be reported."""
    return list(_KINDS)


def find(kind: str, public_id: str) -> Reported | None:
    """Return a thing that readers can see now, or None."""
    known = kind_of(kind)
    return known.find(public_id) if known else None
