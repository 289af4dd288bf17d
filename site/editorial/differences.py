"""What was changed between two versions of a text, word by word and readable."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What happened to a piece of a text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that share one fate; all pieces in order tell both versions."""

    kind: Kind
    words: str


MOST_ANCHORS: Final = 20
"""A word that stands more often than this is compared only beside rarer ones."""

_SPACELESS: Final = (
    range(0x0E00, 0x0F00),  # Thai, Lao
    range(0x1000, 0x10A0),  # Myanmar
    range(0x1780, 0x1800),  # Khmer
    range(0x3040, 0x3100),  # Hiragana, Katakana
    range(0x3400, 0xA000),  # Han
    range(0xF900, 0xFB00),
    range(0x20000, 0x40000),
)
"""Blocks of scripts that put no space between words; source: Unicode 15, Blocks.txt."""

_JOINED: Final = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Unicode categories that belong to the character before them."""


def differences(before: str, after: str) -> list[Piece]:
    """Return the pieces of both versions in order, what was removed before the new.

    What is same or removed makes `before`, what is same or added makes `after`.
    """
    old, new = list(_tokens(before)), list(_tokens(after))
    # Pairs of one word in both would otherwise cost a hostile text minutes.
    often = {token for token, times in Counter(new).items() if times > MOST_ANCHORS}
    changes = SequenceMatcher(often.__contains__, old, new).get_opcodes()
    pairs = [
        ("".join(old[start:end]), "".join(new[begin:stop]), change == "equal")
        for change, start, end, begin, stop in changes
    ]
    return [piece for pair in _readable(pairs) for piece in _pieces(*pair)]


_Pair = tuple[str, str, bool]


def _readable(pairs: list[_Pair]) -> list[_Pair]:
    """Join changes that only a space divides: phrases read better than single words."""
    joined: list[_Pair] = []
    for index, (old, new, same) in enumerate(pairs):
        last = index == len(pairs) - 1
        divides = same and not last and old.isspace() and "\n" not in old
        if joined and not joined[-1][2] and (divides or not same):
            joined[-1] = (joined[-1][0] + old, joined[-1][1] + new, False)
        else:
            joined.append((old, new, same))
    return joined


def _pieces(old: str, new: str, same: bool) -> Iterator[Piece]:
    if same:
        yield Piece(Kind.SAME, old)
        return
    if old:
        yield Piece(Kind.REMOVED, old)
    if new:
        yield Piece(Kind.ADDED, new)


def _tokens(text: str) -> Iterator[str]:
    """Cut a text into words, spaces, line breaks and single signs."""
    token, kind = "", ""
    for char in text:
        category = unicodedata.category(char)
        if token and category in _JOINED and kind != "space":
            token += char
            continue
        now = _kind(char, category)
        if token and (now == "sign" or now != kind):
            yield token
            token = ""
        token, kind = token + char, now
    if token:
        yield token


def _kind(char: str, category: str) -> str:
    if char == "\n":
        return "break"
    if char.isspace():
        return "space"
    if category[0] not in "LMN" or any(ord(char) in block for block in _SPACELESS):
        return "sign"
    return "word"
