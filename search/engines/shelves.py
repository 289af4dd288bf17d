"""Where the documents of an embedded index stand.

Those of one language have neighbouring ids, and among them those of one kind. So a
question reads a part of each word's list, and no list of a whole language or kind.
"""

from __future__ import annotations

Shelf = tuple[int, int]
"""The first and the last id."""

_OF_KIND, _OF_LANGUAGE = 32, 48
"""Bits of an id below the numbers of its kind and its language."""

LANGUAGE_OF = f"doc >> {_OF_LANGUAGE}"
KIND_OF = f"doc >> {_OF_KIND} & {(1 << (_OF_LANGUAGE - _OF_KIND)) - 1}"
"""The numbers of a document's language and kind, in SQL."""


def shelf_of(language: int, kind: int | None) -> Shelf:
    """Return the ids for a language, or for one kind in it; both have numbers."""
    first, bits = language << _OF_LANGUAGE, _OF_LANGUAGE
    if kind is not None:
        first, bits = first | kind << _OF_KIND, _OF_KIND
    return first, first + (1 << bits) - 1
