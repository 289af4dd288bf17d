"""The found words, marked in the text that the database shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import chain
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from .analysis import analyse, fold
from .engines.base import Word
from .queries import MOST_WORDS

EXCERPT_LENGTH = 240
LEAD = 60
"""Characters shown before the first found word of an excerpt."""

READ_LENGTH = 20_000
"""How far into a text we look for its best part."""

ELLIPSIS = "…"

MOST_REMEMBERED, MOST_PIECES, LONGEST_PIECE = 8, 4_096, 64
"""Queries, and pieces of text for each: those of the page that is being made."""

_AROUND = ".,;:!?…()[]\"'„“”‚‘’«»‹›–—"
"""What stands before and behind words without a space."""

SHORT = 4
"""Letters of a word that may change all but its first (Slovene `dan`, `dnevi`)."""

OUTLINED = 3
"""Letters of a longer word by which others are told from its forms. Only in one of 600
forms is the third the first that differs (`catch`, `caught`; Czech `nevěřící`,
`nejnevěřícnější`), among 200,000 from the dictionaries of all languages.
"""

_VOWELS = dict.fromkeys(map(ord, "aeiouyαεηιουωаеиоуъыэюяєії"), "a")
"""Of Latin, Greek and Cyrillic, without marks."""

_NONE = MOST_WORDS
"""Stands for none of a query's words."""


class _Match(NamedTuple):
    start: int
    end: int
    word: int


class Highlighted(NamedTuple):
    """A whole title and the best part of a text, as HTML with words in `<mark>`."""

    title: SafeString
    excerpt: SafeString


def highlighted(
    title: str, text: str, language: str, words: Sequence[Word]
) -> Highlighted:
    """Mark words in a title, and in the part of a text that has most of them."""
    title, text = _plain(title), _plain(text[:READ_LENGTH])
    in_title, in_text = _matches((title, text), language, words)
    start, end = _best_window(text, in_text)
    return Highlighted(
        _html(title, 0, len(title), in_title), _html(text, start, end, in_text)
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _matches(
    texts: Sequence[str], language: str, words: Sequence[Word]
) -> list[list[_Match]]:
    """Return for each text where it has the words, if they begin as they were typed.

    Only where one of them is in no such place, every word of the texts is read: another
    form of it may begin otherwise (`go`, `went`), and reading takes its time.
    """
    if not words:
        return [[] for _text in texts]
    pieces = _pieces_with(tuple(words), language, wholly=False)
    found = pieces.in_texts(texts)
    if {match.word for some in found for match in some} != pieces.words:
        found = _pieces_with(tuple(words), language, wholly=True).in_texts(texts)
    return found


class _Pieces:
    """What pieces of text without spaces have of a query's words; each is read once.

    Unless `wholly`, a piece that begins as none of them begins has nothing.
    """

    def __init__(self, words: Sequence[Word], language: str, *, wholly: bool) -> None:
        self._language = language
        # Where two words share a key, the first counts: it is written last.
        numbered = list(enumerate(words))[::-1]
        self._forms = {key: number for number, word in numbered for key in word.forms}
        self._lemmas = {key: number for number, word in numbered for key in word.lemmas}
        self._stems = {key: number for number, word in numbered for key in word.stems}
        keys = (self._forms, self._lemmas, self._stems)
        self._wholly = wholly
        self._begin = _Beginnings(words)
        self.having: dict[str, Sequence[_Match]] = {}
        self.without: set[str] = set()
        self.words = {number for some in keys for number in some.values()}
        """The numbers of the words that can be found: a double never is."""

    def in_texts(self, texts: Sequence[str]) -> list[list[_Match]]:
        """Return for each text where the words stand."""
        return [self._in_text(text) for text in texts]

    def _in_text(self, text: str) -> list[_Match]:
        found: list[_Match] = []
        spaced = f" {text} "
        # No word has a space in it, and most pieces stand in a text more than once.
        pieces = set(text.split(" ")) - self.without
        nothing = self._others(pieces)
        for piece in pieces - nothing:
            matches = self.having.get(piece) or self._read(piece)
            # A language without spaces has texts of one piece.
            if len(piece) <= LONGEST_PIECE:
                if matches:
                    self.having[piece] = matches
                else:
                    nothing.add(piece)
            at = spaced.find(f" {piece} ") if matches else -1
            while at >= 0:
                for start, end, word in matches:
                    found.append(_Match(at + start, at + end, word))
                at = spaced.find(f" {piece} ", at + 1)
        self.without |= nothing
        if len(self.having) + len(self.without) > MOST_PIECES:
            self.having.clear()
            self.without.clear()
            self._begin.clear()
        return sorted(found)

    def _others(self, pieces: Iterable[str]) -> set[str]:
        """Return the pieces that are one word which begins as none of those asked for.

        This is asked of every word of every text on a page.
        """
        if self._wholly:
            return set()
        begin = self._begin
        return {
            piece
            for piece in pieces
            if len(piece) <= LONGEST_PIECE
            and (word := piece.strip(_AROUND)).isalpha()
            and not (begin[word[0]] and (len(word) <= SHORT or begin[word[:OUTLINED]]))
        }

    def _read(self, piece: str) -> Sequence[_Match]:
        return [
            _Match(start, end, number)
            for *keys, start, end in analyse(piece, self._language)
            if (number := self._number_of(*keys)) < _NONE
        ]

    def _number_of(self, form: str, lemma: str, stem: str) -> int:
        """Return the first of the words that this one is a form of."""
        return min(
            self._forms.get(form, _NONE),
            self._lemmas.get(lemma, _NONE),
            self._stems.get(stem, _NONE),
        )


class _Beginnings(dict[str, bool]):
    """Whether words that begin so may be forms of the words asked for.

    After the first letter of a short word a form may go on however it likes.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        keys = list(chain.from_iterable(chain.from_iterable(words)))
        whole = chain.from_iterable((*word.forms, *word.lemmas) for word in words)
        short = [key for key in whole if len(key) <= SHORT]
        short += [key for key in keys if len(key) < OUTLINED]
        self._anyhow = {_outline(key[:1]) for key in short}
        lengths = range(1, OUTLINED + 1)
        self._outlines = {_outline(key[:end]) for key in keys for end in lengths}

    def __missing__(self, letters: str) -> bool:
        how = _outline(letters)
        self[letters] = fits = how in self._outlines or how[:1] in self._anyhow
        return fits


def _outline(letters: str) -> str:
    """Return how a word begins, whatever the case and marks of its letters.

    A vowel is as good as any other: forms of a word change them (`speak`, `spoke`).
    """
    plain = fold(letters.lower())[:OUTLINED]
    return plain[:1] + plain[1:].translate(_VOWELS)


@lru_cache(MOST_REMEMBERED)
def _pieces_with(words: tuple[Word, ...], language: str, *, wholly: bool) -> _Pieces:
    return _Pieces(words, language, wholly=wholly)


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
