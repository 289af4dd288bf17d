"""The found words, marked in the text that the database shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .analysis import Token, analyse
from .engines.base import Word

EXCERPT_LENGTH = 240
LEAD = 60
"""Characters shown before the first found word of an excerpt."""

READ_LENGTH = 20_000
"""How far into a text we look for its best part."""

ELLIPSIS = "…"

MOST_REMEMBERED, MOST_PIECES = 4, 4_096
"""Queries, and pieces of text for each: those of the page that is being made."""

MOST_READ = 16_384
"""Pieces of public texts whose words a process remembers."""


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    word: int


def marked(text: str, language: str, words: Sequence[Word]) -> SafeString:
    """Return a whole text as HTML with the found words in `<mark>`."""
    text = _plain(text)
    return _html(text, 0, len(text), _matches(text, language, words))


def excerpt(text: str, language: str, words: Sequence[Word]) -> SafeString:
    """Return the part of a text that has most of the words, as HTML with `<mark>`."""
    text = _plain(text[:READ_LENGTH])
    matches = _matches(text, language, words)
    start, end = _best_window(text, matches)
    return _html(text, start, end, matches)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _matches(text: str, language: str, words: Sequence[Word]) -> list[_Match]:
    if not words:
        return []
    pieces = _pieces_with(tuple(words), language)
    found: list[_Match] = []
    start = 0
    # No word has a space in it, and most pieces stand in a text more than once.
    for piece in text.split(" "):
        found += [
            _Match(start + match.start, start + match.end, match.word)
            for match in pieces[piece]
        ]
        start += len(piece) + 1
    return found


class _Pieces(dict[str, Sequence[_Match]]):
    """What a piece of text without spaces has of a query's words; read once."""

    def __init__(self, words: Sequence[Word], language: str) -> None:
        self._words = words
        self._language = language

    def __missing__(self, piece: str) -> Sequence[_Match]:
        if len(self) >= MOST_PIECES:
            self.clear()
        self[piece] = found = tuple(
            _Match(token.start, token.end, number)
            for token in _words_of(piece, self._language)
            if (number := _number_of(token, self._words)) is not None
        )
        return found


@lru_cache(MOST_READ)
def _words_of(piece: str, language: str) -> Sequence[Token]:
    return tuple(analyse(piece, language))


@lru_cache(MOST_REMEMBERED)
def _pieces_with(words: tuple[Word, ...], language: str) -> _Pieces:
    return _Pieces(words, language)


def _number_of(token: Token, words: Sequence[Word]) -> int | None:
    for number, word in enumerate(words):
        if (
            token.form in word.forms
            or token.lemma in word.lemmas
            or token.stem in word.stems
        ):
            return number
    return None


def _best_window(text: str, matches: Sequence[_Match]) -> tuple[int, int]:
    if len(text) <= EXCERPT_LENGTH:
        return 0, len(text)
    start = 0
    if matches:
        start = max(0, _richest(matches).start - LEAD)
    start = max(0, min(start, len(text) - EXCERPT_LENGTH))
    if start:
        start = text.find(" ", start) + 1
    end = min(len(text), start + EXCERPT_LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + EXCERPT_LENGTH // 2)
    return start, end


def _richest(matches: Sequence[_Match]) -> _Match:
    """Return the match after which the most different words follow closely."""
    reach = EXCERPT_LENGTH - LEAD

    def different(first: _Match) -> int:
        near = (m.word for m in matches if first.start <= m.start < first.start + reach)
        return len(set(near))

    return max(matches[:200], key=different)


def _html(text: str, start: int, end: int, matches: Sequence[_Match]) -> SafeString:
    parts = "".join(_pieces(text, start, end, matches))
    before = f"{ELLIPSIS} " if start else ""
    after = f" {ELLIPSIS}" if end < len(text) else ""
    # Every piece of text went through escape(); the tags are ours.
    return mark_safe(f"{before}{parts}{after}")  # noqa: S308


def _pieces(
    text: str, start: int, end: int, matches: Sequence[_Match]
) -> Iterator[str]:
    position = start
    for match in matches:
        if match.start < position or match.end > end:
            continue
        yield escape(text[position : match.start])
        yield f"<mark>{escape(text[match.start : match.end])}</mark>"
        position = match.end
    yield escape(text[position:end])
