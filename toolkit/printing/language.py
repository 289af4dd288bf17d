"""In which language printed words are, as typst takes it."""

from __future__ import annotations

from typing import Final, Protocol

from toolkit.printing.data import Data

_LENGTHS: Final = (2, 3)
_UNDETERMINED: Final = "und"


class Spoken(Protocol):
    """Words of one language: a lesson's text, a figure's or a story's."""

    @property
    def language(self) -> str: ...

    @property
    def direction(self) -> str: ...


def spoken_in(text: Spoken) -> Data:
    """Return language and direction; typst knows a tag's first part alone."""
    primary = text.language.split("-")[0].lower()
    known = len(primary) in _LENGTHS and primary.isascii() and primary.isalpha()
    return {"lang": primary if known else _UNDETERMINED, "dir": text.direction}


def isolated(words: str) -> str:
    """Return words that read from left to right in a line of any direction.

    By Unicode's isolates (UAX #9), for which no font needs a sign.
    """
    return f"\u2066{words}\u2069"
