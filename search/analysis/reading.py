"""One word to the keys under which it is found, as each language reads it."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

import Stemmer

from languages import registry

from . import irregular, suffixes
from .dictionaries import lemmatizer_in
from .folding import fold, lower, without_digraphs

CACHED_WORDS = 40_960
MOST_LETTERS = 4_096


class Reading(NamedTuple):
    """The three keys under which a word is found."""

    form: str
    lemma: str
    stem: str


Keys = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""The forms, lemmas and stems under which a typed word is looked for."""


@lru_cache(CACHED_WORDS)
def read(word: str, language: str) -> Reading | None:
    """Return the keys of one word, None where it has no letter or digit.

    A language that is not ours gives folded forms; a variety of ours, as `pt-BR`, is
    read as ours.
    """
    reader = _reader(language, settings.SEARCH_TRIES)
    return reader.read(lower(word, language))


def all_keys(word: str, language: str) -> Keys | None:
    """Return the keys of every way to read a typed word: as it is, and with its marks.

    A base form may have another base form itself (`menekültek`, `menekült`, `menekül`),
    so a word is also looked for as a base form, and its base form as a word.
    """
    reader = _reader(language, settings.SEARCH_TRIES)
    return reader.all_keys(lower(word, language))


def plain_keys(word: str, language: str) -> Keys | None:
    """Return the keys of a typed word as it stands, with no guess about it."""
    reader = _reader(language, settings.SEARCH_TRIES)
    return reader.plain_keys(lower(word, language))


@lru_cache(CACHED_WORDS // 8)
def known(word: str, language: str) -> bool:
    """Tell whether a typed word stands in the dictionary of this language."""
    reader = _reader(language, settings.SEARCH_TRIES)
    return reader.knows(lower(word, language))


class _Letters(dict[str, bool]):
    """Which letters are of a script; those that are met often are looked up once."""

    def __init__(self, script: str) -> None:
        self._script = script

    def __missing__(self, letter: str) -> bool:
        if len(self) >= MOST_LETTERS:
            self.clear()
        self[letter] = found = unicodedata.name(letter, "").startswith(self._script)
        return found


@cache
def _letters_of(script: str) -> _Letters:
    return _Letters(script)


class _Reader:
    """Reads words of small letters in one language."""

    def __init__(self, language: str, folder: Path) -> None:
        self._language = registry.known_as(language)
        row = registry.BY_CODE.get(self._language)
        self._is_letter = _letters_of(row.script).__getitem__ if row else _of_nobody
        self._irregular = irregular.LEMMAS.get(self._language, {})
        self._list = row.simplemma if row else None
        self._suffixes = row.suffixes if row else None
        self._snowball = row.snowball if row else None
        self._lemmatizer = lemmatizer_in(folder)

    def read(self, word: str) -> Reading | None:
        form = fold(word)
        if not form:
            return None
        if not any(map(self._is_letter, word)):
            return Reading(form, form, form)
        lemma = self._lemma(word)
        return Reading(form, lemma, self._stem(lemma) or form)

    def all_keys(self, word: str) -> Keys | None:
        found = [
            _both_ways(spelling, reading)
            for spelling in (word, *self._other_spellings(word))
            if (reading := read(spelling, self._language))
        ]
        if not found:
            return None
        forms, lemmas, stems = map(chain.from_iterable, zip(*found, strict=True))
        return _different(*forms), _different(*lemmas), _different(*stems)

    def plain_keys(self, word: str) -> Keys | None:
        if not (form := fold(word)):
            return None
        listed = self._list_for(word)
        known = self._lemmatizer.known(word, listed) if listed else None
        by_hand = self._irregular.get(word)
        lemma = by_hand or _one_word(known, self._language) or _plain(word)
        stem = self._stem(lemma) if listed else form
        return _both_ways(word, Reading(form, lemma, stem))

    def knows(self, word: str) -> bool:
        name = self._list_for(word)
        return name is not None and self._lemmatizer.knows(word, name)

    def _list_for(self, word: str) -> str | None:
        """Return the name of the word list, if a letter is of the language's script."""
        return self._list if any(map(self._is_letter, word)) else None

    def _other_spellings(self, word: str) -> list[str]:
        if (name := self._list_for(word)) is None:
            return []
        return [
            *self._lemmatizer.spellings(word, name),
            without_digraphs(word, self._language),
        ]

    def _lemma(self, word: str) -> str:
        if by_hand := self._irregular.get(word):
            return by_hand
        if self._list is None:
            return word
        lemma = self._lemmatizer.lemma(word, self._list)
        return _one_word(lemma, self._language) or _plain(word)

    def _stem(self, lemma: str) -> str:
        if self._suffixes is None:
            return fold(self._by_snowball(lemma))
        base = self._base(lemma) if self._snowball else lemma
        return suffixes.strip(fold(base), self._suffixes)

    def _base(self, lemma: str) -> str:
        """Return the base form of a base form, by Snowball where no dictionary has it.

        Of others Snowball would take letters that are no ending.
        """
        base = self._lemma(lemma)
        if self._list and self._lemmatizer.knows(base, self._list):
            return base
        return self._by_snowball(base)

    def _by_snowball(self, word: str) -> str:
        if self._snowball is None:
            return word
        stem: str = _stemmer(self._snowball).stemWord(word)
        return stem


def _both_ways(word: str, reading: Reading) -> Keys:
    """Return the keys of a word as it is read, and of the word as a base form."""
    form, lemma, stem = reading
    return _different(form, fold(lemma)), _different(lemma, _plain(word)), (stem,)


def _different(*keys: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _of_nobody(letter: str) -> bool:
    return False


def _one_word(lemma: str | None, language: str) -> str:
    """Return a lemma as one plain word; some are several, or carry grammar's marks.

    `подавам-(се)`, `stad_muur`, `koosta=tud`, `evocar,evocado`; `er|es|sie` is none.
    """
    if lemma is None:
        return ""
    if lemma.isalpha():
        return lower(lemma, language)
    if "|" in lemma:
        return ""
    lemma = re.split(r"-\(|[,=]", lemma, maxsplit=1)[0]
    return _plain(lower(lemma, language))


def _plain(word: str) -> str:
    """Return the letters, digits and marks of a word."""
    return word if word.isalnum() else "".join(filter(_kept, word))


def _kept(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")


_of_this_thread = threading.local()


def _stemmer(algorithm: str) -> Any:
    """Return this thread's stemmer: one object must not serve two threads."""
    stemmers: dict[str, Any] = _of_this_thread.__dict__.setdefault("stemmers", {})
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer.Stemmer(algorithm, 0)
    return stemmers[algorithm]


@lru_cache
def _reader(language: str, folder: Path) -> _Reader:
    return _Reader(language, folder)
