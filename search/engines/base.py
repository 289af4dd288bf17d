"""What the search asks of an engine, whatever stores the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date as Date
from typing import NamedTuple, Protocol

Facets = dict[str, list[tuple[str, int]]]
"""For each facet its values with their counts, the most frequent first."""


BOUNDARY = "_"
"""Stands in forms, lemmas and stems between title and text, so that no phrase spans
both; no word of a text holds it."""


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
    thing: str
    """Of what it is a text: that has the same in every language."""
    concepts: Sequence[str] = ()
    """The slugs of what it is about; a word that names one of them finds it."""


class Word(NamedTuple):
    """One word of a question: any of these keys will do."""

    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    stems: tuple[str, ...]


class Term(NamedTuple):
    """One part of a question: all of its words together, or any of its concepts.

    Where any word of the question will do, so will any word of the term.
    """

    words: tuple[Word, ...]
    concepts: tuple[str, ...] = ()


class Asked(NamedTuple):
    """What a reader typed, as one language reads it.

    A document must have every term or, where none has, any; always each phrase (forms
    side by side), and no word of `excluded` by its form or lemma.
    """

    terms: Sequence[Term]
    phrases: Sequence[tuple[str, ...]] = ()
    excluded: Sequence[Word] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader wants: her words, as each language reads them, and her filters.

    `asked` is None when she asks for everything. `kind` leaves out all other kinds from
    the start. `without` names objects which the database no longer shows. `newest` puts
    the newest first, of all languages, instead of the best of her own.

    With `things` each thing counts once, and stands where its first text does; it is
    given by its text in her language where that fits, else by that first one.
    """

    asked: Mapping[str, Asked] | None
    language: str
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    kind: str | None = None
    without: frozenset[Key] = frozenset()
    newest: bool = False
    things: bool = False


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


class Present(NamedTuple):
    """What an index is until the next write."""

    stamp: str
    languages: Sequence[str]
    """Those in which there are documents."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What an index holds, for whoever runs it."""

    documents: Mapping[tuple[str, str], int]
    """Kind and language → how many."""
    analysis: str
    """The version of the analysis that read its words."""


class Engine(Protocol):
    """An index. Every method may raise `Unavailable`, except those that ask for it."""

    name: str
    """What operators call it."""

    def healthy(self) -> bool:
        """Tell whether questions can be answered."""

    def outdated(self) -> bool:
        """Tell whether a new index must be built: none, damaged, or read otherwise."""

    def stamp(self) -> str:
        """Return what is different after every write; cheap."""

    def applied(self) -> int:
        """Return the outbox id that was written last."""

    def present(self) -> Present:
        """Return what questions are read by; cheap."""

    def search(
        self, question: Question, offset: int, limit: int | None, *, counts: bool = True
    ) -> Found:
        """Answer a question; facets stay empty without `counts`."""

    def texts_beside(self, keys: Iterable[Key]) -> frozenset[Key]:
        """Return all texts of the things of which these are texts."""

    def tokens(self, forms: Iterable[str]) -> list[str]:
        """Return under what each form is kept: itself, or a keyed hash."""

    def held(self, keys: Iterable[Key]) -> Mapping[str, frozenset[str]]:
        """Return the tokens of the forms of these documents, by their language."""

    def common(self, language: str, tokens: Iterable[str]) -> frozenset[str]:
        """Return which tokens stand as forms in two or more documents of a language."""

    def contents(self) -> Contents:
        """Return how much the index holds."""

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
