"""What the worker does for the search."""

from __future__ import annotations

from sweeps.registry import register

from . import actions

BATCH = 200
"""Outbox rows a turn: few enough that other sweeps are never kept waiting."""


def apply_outbox() -> int:
    """Bring the index up to date with what was changed; return the rows applied."""
    return actions.apply_outbox(BATCH)


def rebuild() -> int:
    """Build a new index when there is none, it is damaged or reads words otherwise."""
    return actions.rebuild_if_needed()


def words() -> int:
    """Count the words for suggestions anew, a part a turn, where they are not true."""
    return actions.rebuild_words_if_needed()


def register_all() -> None:
    register("search.outbox", apply_outbox, every=0.2)
    register("search.rebuild", rebuild, every=5)
    register("search.words", words, every=1)
