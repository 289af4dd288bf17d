"""The parts of a lesson that are written for the teacher: the one list of them."""

from __future__ import annotations

from typing import Final, NamedTuple


class Section(NamedTuple):
    """A column of rich text: where it stands, and whether a class needs it."""

    name: str
    before_steps: bool = False
    needed: bool = False
    """Without it nobody should stand before a class."""
    at_home: bool = False
    """Read beforehand, and the same for all ages: not on the page for one of them."""


TABLE: Final = (
    Section("content_note", before_steps=True, needed=True),
    Section("opt_out", needed=True),
    Section("differentiation"),
    Section("debrief", needed=True),
    Section("background", at_home=True),
)
"""In the order of the page."""

SECTIONS: Final = tuple(section.name for section in TABLE)
BEFORE: Final = tuple(section.name for section in TABLE if section.before_steps)
AFTER: Final = tuple(section.name for section in TABLE if not section.before_steps)
AT_HOME: Final = tuple(section.name for section in TABLE if section.at_home)
NEEDED: Final = tuple(section.name for section in TABLE if section.needed)
LINES: Final = ("objectives", "materials")
"""Columns that hold one item a line."""

ROWS: Final = {"steps": "step", "sheets": "sheet"}
"""Rows that a lesson and its texts have alike → the column that says which it is."""
