"""What the search asks of an engine, whatever stores the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date as Date
from typing import NamedTuple, Protocol

Facets = dict[str, list[tuple[str, int]]]
"""For each facet its values with their counts, the most frequent first."""


class Unavailable(Exception):
    """There is no index to ask, or it cannot be read."""


class Key(NamedTuple):
    """Which object a document was made from."""

    kind: str
    object_id: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the index keeps it: analysed words, facets, and no more."""

    key: Key
    language: str
    date: Date | None
    facets: Mapping[str, Sequence[str]]
    forms: Sequence[str]
    lemmas: Sequence[str]
    stems: Sequence[str]
    digest: str


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: any of these keys will do."""

    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader wants: every word, as each language reads it, and her filters.

    `words` is None when she asks for everything. `kind` leaves out all other kinds from
    the start. `without` names objects which the database no longer shows.
    """

    words: Mapping[str, Sequence[Word]] | None
    language: str
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    kind: str | None = None
    without: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of keys, the reader's own language first, and what all of them are.

    `all_words` is False when no document had all words and so any word did.
    """

    keys: list[Key]
    total: int
    facets: Facets
    all_words: bool = True


@dataclass(frozen=True, slots=True)
class Changes:
    """What to write: entries to keep, and keys that must be gone."""

    entries: Sequence[Entry] = ()
    gone: Sequence[Key] = ()


class Engine(Protocol):
    """An index. Every method may raise `Unavailable`, except those that ask for it."""

    def healthy(self) -> bool:
        """Tell whether questions can be answered."""

    def outdated(self) -> bool:
        """Tell whether a new index must be built: none, damaged, or read otherwise."""

    def stamp(self) -> str:
        """Return what is different after every write; cheap."""

    def applied(self) -> int:
        """Return the outbox id that was written last."""

    def languages(self) -> list[str]:
        """Return the languages in which there are documents."""

    def search(
        self, question: Question, offset: int, limit: int | None, *, counts: bool = True
    ) -> Found:
        """Answer a question; facets stay empty without `counts`."""

    def digests(self) -> Iterator[tuple[Key, str]]:
        """Yield what the index holds."""

    def exclusive(self, *, wait: bool) -> AbstractContextManager[bool]:
        """Keep other writers out; False when there is one and we don't wait."""

    def write(self, changes: Changes, applied: int) -> None:
        """Write all or nothing; the caller holds `exclusive`."""

    def tidy(self) -> None:
        """Remove what an interrupted build left, and deleted words from the log."""

    def rebuild(
        self,
        entries: Iterable[Sequence[Entry]],
        changed: Callable[[Sequence[Key]], Changes],
    ) -> None:
        """Build a new index beside the old and put it in its place.

        What was written meanwhile is asked for again through `changed`.
        """
