"""Which concepts a reader's words name, in any language and in any form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from languages.registry import CODES
from vocabulary.models import Concept

from .analysis import Reading, analyse, known
from .analysis.folding import lower
from .engines.base import Word
from .queries import Named, Query

LEMMAS, STEMS = 2, 3
"""How many of a word's keys may fit: form and lemma, or its stem as well."""

Row = tuple[str, str, str]
"""Language, name or label, and slug of a concept."""


class _Span(NamedTuple):
    """Words that name one concept; `loosely` if one of them fits by its stem alone."""

    first: int
    after: int
    loosely: bool
    slug: str


class _Label(NamedTuple):
    words: tuple[Reading, ...]
    slug: str


class _Labels:
    """The names and labels of one language."""

    def __init__(self, rows: Iterable[tuple[str, str]], language: str) -> None:
        self._beginning: dict[tuple[int, str], list[_Label]] = defaultdict(list)
        self.spellings: dict[str, str] = {}
        """How each word is written, by its form."""
        for name, slug in rows:
            tokens = analyse(name, language)
            words = tuple(Reading(*token[:3]) for token in tokens)
            for token in tokens:
                spelling = lower(name[token.start : token.end], language)
                self.spellings[token.form] = spelling
            for key in enumerate(words[0] if words else ()):
                self._beginning[key].append(_Label(words, slug))
        self._begins = {key for _number, key in self._beginning}

    def spans(self, words: Sequence[Word | None], keys: int) -> Iterator[_Span]:
        """Yield every place where the words of a label stand side by side."""
        for first, word in enumerate(words):
            if word is None:
                continue
            for label in self._beginning_with(word, keys):
                after = first + len(label.words)
                pairs = zip(words[first:after], label.words, strict=False)
                fits = [_fit(said, meant) for said, meant in pairs]
                if after <= len(words) and max(fits) < keys:
                    yield _Span(first, after, max(fits) >= LEMMAS, label.slug)

    def _beginning_with(self, word: Word, keys: int) -> set[_Label]:
        return {
            label
            for number, some in enumerate(word[:keys])
            if not self._begins.isdisjoint(some)
            for key in some
            for label in self._beginning.get((number, key), ())
        }


def _fit(said: Word | None, meant: Reading) -> int:
    """Return by which key a word fits first: 0 form, 1 lemma, 2 stem, 3 none."""
    for number, some in enumerate(said or ()):
        if meant[number] in some:
            return number
    return STEMS


class _Vocabulary:
    """All names and labels; those of a language are read when first needed."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for language, name, slug in rows:
            self._rows[language].append((name, slug))
        self._labels: dict[str, _Labels] = {}

    def of(self, language: str) -> _Labels:
        if language not in self._labels:
            rows = self._rows.get(language, [])
            self._labels[language] = _Labels(rows, language)
        return self._labels[language]

    def others(self, language: str) -> list[str]:
        return [code for code in self._rows if code != language]


def warm() -> None:
    """Read all names and labels, so that no reader waits for it."""
    vocabulary = _read(tuple(Concept.objects.words()))
    for language in CODES:
        vocabulary.of(language)


def spellings(languages: Iterable[str], stamp: str) -> Iterator[tuple[str, str]]:
    """Yield the form of every word in the names of concepts, and how it is written."""
    vocabulary = _at(stamp)
    for language in languages:
        yield from vocabulary.of(language).spellings.items()


def named(
    query: Query, language: str, stamp: str, *, strict: bool = True
) -> list[Named]:
    """Return the concepts that a query names, the longest names first.

    It is read in the reader's own language. What that leaves is read in all others, by
    form and lemma only; one word that her own language knows is not, because it means
    something else there; unless not `strict`: dictionaries have foreign words as well.
    """
    vocabulary = _at(stamp)
    own = _longest(vocabulary.of(language).spans(query.read(language), STEMS))
    taken = {at for span in own for at in range(span.first, span.after)}
    free = [at for at in range(len(query.plain)) if at not in taken]
    foreign = {at for at in free if not (strict and known(query.plain[at], language))}
    if not foreign and not any(at + 1 in free for at in free):
        return own
    return own + _longest(
        span
        for other in vocabulary.others(language)
        for span in vocabulary.of(other).spans(query.read(other), LEMMAS)
        if taken.isdisjoint(range(span.first, span.after))
        and (span.after - span.first > 1 or span.first in foreign)
    )


def _longest(spans: Iterable[_Span]) -> list[Named]:
    """Return the longest spans that share no word, loose ones only without others."""
    slugs: dict[tuple[int, int], dict[bool, set[str]]] = {}
    for first, after, loosely, slug in spans:
        where = slugs.setdefault((first, after), {})
        where.setdefault(loosely, set()).add(slug)
    chosen: list[Named] = []
    taken: set[int] = set()
    for first, after in sorted(slugs, key=lambda span: (span[0] - span[1], span[0])):
        if taken.isdisjoint(range(first, after)):
            taken.update(range(first, after))
            found = slugs[first, after]
            best = found.get(False) or found[True]
            chosen.append(Named(first, after, tuple(sorted(best))))
    return chosen


@lru_cache(maxsize=1)
def _at(stamp: str) -> _Vocabulary:
    """Return the vocabulary as it was when first asked for under this stamp.

    A change of it changes the stamp of the index.
    """
    return _read(tuple(Concept.objects.words()))


@lru_cache(maxsize=1)
def _read(rows: tuple[Row, ...]) -> _Vocabulary:
    return _Vocabulary(rows)
