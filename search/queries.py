"""What a reader typed, as words that an engine can look for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from languages.registry import known_as

from .analysis import all_keys, analyse, known, plain_keys, words_of
from .engines.base import Asked, Term, Word

MOST_CHARACTERS = 500
MOST_WORDS = 32
CACHED_WORDS = 8_192
"""Typed words that a process remembers, counted once for each language."""

_JOINERS = "\u200c\u200d"
"""Persian writes the first inside words."""

_INSTEAD = {"Cf": "", "Cs": "", "Co": "", "Cn": "", "Cc": " ", "Zl": " ", "Zp": " "}
"""What stands for a character that cannot be seen, by Unicode's category."""

_QUOTES = ('""', "„“", "„”", "“”", "””", "«»", "»«")
"""Pairs of quotation marks in our languages (CLDR 46), and what keyboards have."""

_QUOTED = "|".join(f"{pair[0]}[^{pair}]*{pair[1]}" for pair in _QUOTES)
_PART = re.compile(
    rf"(?<!\S)[-−](?P<excluded>{_QUOTED}|[^\s{''.join(_QUOTES)}]+)"
    rf"|(?P<phrase>{_QUOTED})"
)
_NO_LANGUAGE = ""


def clean(text: str) -> str:
    """Return a query without control and direction marks, no longer than is read."""
    visible = "".join(map(_visible, text[: MOST_CHARACTERS * 2]))
    return " ".join(visible.split())[:MOST_CHARACTERS].strip()


def _visible(character: str) -> str:
    if character in _JOINERS:
        return character
    return _INSTEAD.get(unicodedata.category(character), character)


class Named(NamedTuple):
    """The concepts that some words of a query name; the words from `first` on."""

    first: int
    after: int
    slugs: tuple[str, ...] = ()


class Query:
    """The words of a reader, to be read in any language.

    `"…"` is a phrase, and what follows a minus is left out; the rest are plain words.
    A word that the reader's own `language` knows is read plainly in all others: nobody
    means another word there, whose marks would have to be found.
    """

    def __init__(self, text: str, language: str = _NO_LANGUAGE) -> None:
        self.text = clean(text)
        self._own = language
        self._phrases: list[list[str]] = []
        self._excluded: list[str] = []
        self._room = MOST_WORDS
        normal = unicodedata.normalize("NFC", self.text)
        self.plain = self._some(_PART.sub(self._taken, normal))
        self._read: dict[str, list[Word | None]] = {}
        self._different: dict[str, list[Word]] = {}

    def __bool__(self) -> bool:
        return bool(self.text)

    def in_languages(
        self, languages: Iterable[str], named: Sequence[Named] = ()
    ) -> dict[str, Asked]:
        """Return what is asked of each language; one that reads nothing is left out."""
        read = {language: self.asked(language, named) for language in languages}
        return {
            language: asked
            for language, asked in read.items()
            if asked.terms or asked.phrases or asked.excluded
        }

    def asked(self, language: str, named: Sequence[Named] = ()) -> Asked:
        """Return what was typed as this language reads it."""
        return Asked(
            terms=tuple(dict.fromkeys(self._terms(language, named))),
            phrases=tuple(dict.fromkeys(self._forms(language))),
            excluded=tuple(dict.fromkeys(self._words(self._excluded, language))),
        )

    def words(self, language: str) -> list[Word]:
        """Return the different words that a text can have, as this language reads them.

        Those of phrases count by their forms alone, and excluded ones not at all.
        """
        if language not in self._different:
            forms = chain.from_iterable(self._forms(language))
            exact = (Word((form,), (), ()) for form in forms)
            words = [*filter(None, self.read(language)), *exact]
            self._different[language] = list(dict.fromkeys(words))
        return self._different[language]

    def read(self, language: str) -> list[Word | None]:
        """Return the plain words in their order; None where nothing is read."""
        if language not in self._read:
            self._read[language] = [self._word(typed, language) for typed in self.plain]
        return self._read[language]

    def _words(self, typed: Iterable[str], language: str) -> Iterator[Word]:
        return filter(None, (self._word(one, language) for one in typed))

    def _word(self, typed: str, language: str) -> Word | None:
        foreign = bool(self._own) and known_as(language) != self._own
        return _word(typed, language, plainly=foreign and known(typed, self._own))

    def _taken(self, part: re.Match[str]) -> str:
        if part["phrase"] is None:
            self._excluded += self._some(part["excluded"])
        else:
            self._phrases.append(self._some(part["phrase"]))
        return " "

    def _some(self, text: str) -> list[str]:
        """Return the words of a text, as far as a query may still have more."""
        tokens = analyse(text, _NO_LANGUAGE)[: self._room]
        self._room -= len(tokens)
        return [text[token.start : token.end] for token in tokens]

    def _terms(self, language: str, named: Sequence[Named]) -> Iterator[Term]:
        words = self.read(language)
        spans = {span.first: span for span in named}
        at = 0
        while at < len(words):
            span = spans.get(at, Named(at, at + 1))
            if some := tuple(filter(None, words[at : span.after])):
                yield Term(some, span.slugs)
            at = span.after

    def _forms(self, language: str) -> Iterator[tuple[str, ...]]:
        """Yield each phrase that has words, as their forms."""
        for phrase in self._phrases:
            tokens = [token for typed in phrase for token in analyse(typed, language)]
            if tokens:
                yield tuple(token.form for token in tokens)


@lru_cache(CACHED_WORDS)
def _word(typed: str, language: str, *, plainly: bool) -> Word | None:
    keys_of = plain_keys if plainly else all_keys
    for word in words_of(typed, language):
        if keys := keys_of(word, language):
            return Word(*keys)
    return None
