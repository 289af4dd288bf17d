"""Where the documents of an embedded index stand.

Those of one language have neighbouring ids, and among them those of one kind. So a
question reads a part of each word's list, and no list of a whole language or kind.
"""

from __future__ import annotations

Shelf = tuple[int, int]
"""The first and the last id."""

_DOCUMENTS = 1 << 32
_KINDS = 1 << 16


def shelf_of(language: int, kind: int | None) -> Shelf:
    """Return the ids for a language, or for one kind in it; both have numbers."""
    first = language * _KINDS * _DOCUMENTS
    if kind is None:
        return first, first + _KINDS * _DOCUMENTS - 1
    first += kind * _DOCUMENTS
    return first, first + _DOCUMENTS - 1
