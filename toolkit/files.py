"""The files of a lesson that can be taken along: who makes some joins here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise

if TYPE_CHECKING:
    from toolkit.models import Age
    from toolkit.presentation import Plan


@dataclass(frozen=True)
class File:
    """One file to download."""

    label: str | Promise
    """What it is, such as “Everything to print (PDF)”."""
    address: str
    note: str | Promise = ""
    """What else to know before the click: its size, or that it is black and white."""


Offer = Callable[["Plan", "Age"], Iterable[File]]
"""Gets a lesson in the reader's language and an age group; yields its files."""

_OFFERS: Final[dict[str, Offer]] = {}


def register(name: str, offer: Offer) -> None:
    """Have the lessons' pages offer these files too; called in `apps.ready()`."""
    _OFFERS[name] = offer


def files_of(plan: Plan, age: Age) -> list[File]:
    """Return all files of a lesson for an age group."""
    return [file for offer in _OFFERS.values() for file in offer(plan, age)]
