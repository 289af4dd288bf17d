"""What a reader typed, as words that an engine can look for."""

from __future__ import annotations

import unicodedata
from functools import cached_property

from .analysis import Token, analyse, readings
from .engines.base import Word

MOST_CHARACTERS = 500
MOST_WORDS = 32

_JOINERS = "\u200c\u200d"
"""Persian writes the first inside words."""

_INSTEAD = {"Cf": "", "Cs": "", "Co": "", "Cn": "", "Cc": " ", "Zl": " ", "Zp": " "}
"""What stands for a character that cannot be seen, by Unicode's category."""


def clean(text: str) -> str:
    """Return a query without control and direction marks, no longer than is read."""
    visible = "".join(map(_visible, text[: MOST_CHARACTERS * 2]))
    return " ".join(visible.split())[:MOST_CHARACTERS].strip()


def _visible(character: str) -> str:
    if character in _JOINERS:
        return character
    return _INSTEAD.get(unicodedata.category(character), character)


class Query:
    """The words of a reader, to be read in any language."""

    def __init__(self, text: str) -> None:
        self.text = clean(text)
        self._words: dict[str, list[Word]] = {}

    def __bool__(self) -> bool:
        return bool(self.text)

    @cached_property
    def normal(self) -> str:
        return unicodedata.normalize("NFC", self.text)

    def words(self, language: str) -> list[Word]:
        """Return the different words as this language reads them."""
        if language not in self._words:
            tokens = analyse(self.normal, language)[:MOST_WORDS]
            found = (self._word(token, language) for token in tokens)
            self._words[language] = list(dict.fromkeys(found))
        return self._words[language]

    def _word(self, token: Token, language: str) -> Word:
        read = readings(self.normal[token.start : token.end], language)
        forms, lemmas, stems = zip(*read, strict=True)
        return Word(*(tuple(dict.fromkeys(keys)) for keys in (forms, lemmas, stems)))
