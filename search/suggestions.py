"""What a reader may have meant: titles and words while she types, and corrections.

All engines share it: it reads the wordbook, while that is true to the index.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from languages.registry import Direction, direction_of

from . import concepts, wordbook
from .analysis import Token, analyse
from .engines import engine
from .engines.base import Key, Unavailable
from .kinds import Kind, SearchDocument
from .models import Title, Word
from .queries import MOST_WORDS, clean
from .reads import Filters, finds, public
from .words import joined

MOST: Final = 8
"""Suggestions that are shown at once."""

MOST_TITLES: Final = 4
"""Of a language: each is asked of its room, which costs some queries a kind."""

FEWEST_LETTERS: Final = 2
"""Letters after which there are suggestions."""

CORRECTED_LETTERS: Final = range(4, 31)
"""Letters of a word that is corrected; too much is near to a shorter one."""

MOST_CORRECTED: Final = 6
"""Words of a query that are looked at: each costs a question to the engine."""

MOST_WRONG: Final = 3
"""Words that are replaced: who slips more often has typed another language."""

SLIPS: Final = 1
"""A letter too much, too few or wrong, or two exchanged: one of these."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title with its address, or without one the query as it may go on."""

    text: str
    language: str
    url: str = ""
    room: str = ""

    @property
    def direction(self) -> Direction:
        return direction_of(self.language)


class Candidate(NamedTuple):
    """A word that a reader may have meant."""

    spelling: str
    items: int


def suggest(q: str, language: str) -> list[Suggestion]:
    """Return titles and then words that begin as the reader does.

    Her own language comes first; others follow where that gives few.
    """
    text = _normal(q)
    tokens = analyse(text, language)[:MOST_WORDS]
    start = joined([token.form for token in tokens])
    if len(start) < FEWEST_LETTERS:
        return []
    still_typing = tokens[-1].end == len(text) and not q[-1:].isspace()
    found: list[Key | Suggestion] = []
    for languages in _languages(language):
        found += _titles(start, languages)
        if still_typing:
            found += _words(text, tokens[-1], languages)
        if len(found) >= MOST:
            break
    return _shown(found)[:MOST]


def did_you_mean(q: str, language: str, filters: Filters | None = None) -> str:
    """Return the query with words that nobody wrote replaced by their nearest.

    Empty where there is nothing to correct, or the correction finds nothing either.
    """
    text = _normal(q)
    try:
        groups = _languages(language)
        wrong = _unknown(text, language) if groups else []
        for languages in groups if wrong else ():
            corrected = _replaced(text, _nearest(wrong, text, languages))
            if corrected != text and finds(corrected, language, filters):
                return corrected
    except Unavailable:
        pass
    return ""


def _normal(q: str) -> str:
    return unicodedata.normalize("NFC", clean(q))


def _languages(own: str) -> list[list[str]]:
    """Return the languages to look in, one after the other; none without a wordbook."""
    index = engine()
    try:
        if not wordbook.is_true(index):
            return []
        return [[own], [code for code in index.present().languages if code != own]]
    except Unavailable:
        return []


def _titles(start: str, languages: Sequence[str]) -> list[Key]:
    rows = Title.objects.beginning(start, languages)
    found = rows.values_list("kind", "object_id")[: 2 * MOST_TITLES]
    return list(dict.fromkeys(Key(*row) for row in found))[:MOST_TITLES]


def _shown(found: Sequence[Key | Suggestion]) -> list[Suggestion]:
    """Return what was found, once each; of the titles those that are public now.

    A thing stands there once, by the first of its titles.
    """
    objects = public(one for one in found if isinstance(one, Key))
    shown: dict[tuple[str, str], Suggestion] = {}
    for one in found:
        if isinstance(one, Suggestion):
            shown.setdefault(("", one.text), one)
        elif one in objects:
            kind, instance = objects[one]
            document = kind.document(instance)
            shown.setdefault((kind.name, document.thing), _title(kind, document))
    return list(shown.values())


def _title(kind: Kind, document: SearchDocument) -> Suggestion:
    return Suggestion(document.title, document.language, document.url, str(kind.label))


def _words(text: str, last: Token, languages: Sequence[str]) -> Iterator[Suggestion]:
    """Yield the query with its last word completed."""
    rows = Word.objects.beginning(last.form, languages)
    before, typed = text[: last.start], text[last.start :].lower()
    for spelling, language in rows.values_list("spelling", "language")[:MOST]:
        if spelling != typed:
            yield Suggestion(before + spelling, language)


def _unknown(text: str, language: str) -> list[Token]:
    """Return the first words that stand in no document and were not asked to."""
    unknown = (
        token
        for token in analyse(text, language)[:MOST_CORRECTED]
        if len(token.form) in CORRECTED_LETTERS
        and not text[: token.start].rpartition(" ")[2].startswith(("-", "−"))
        and not finds(text[token.start : token.end], language)
    )
    return list(islice(unknown, MOST_WRONG))


def _nearest(
    wrong: Sequence[Token], text: str, languages: Sequence[str]
) -> dict[Token, str]:
    """Return the word nearest to each, spelled with its marks; one query for all."""
    rows = Word.objects.near([token.form for token in wrong], languages)
    candidates: dict[str, list[Candidate]] = defaultdict(list)
    for key, spelling, items in rows.values_list("key", "spelling", "items"):
        candidates[bytes(key).decode()].append(Candidate(spelling, items))
    # A concept finds what has none of its names in it.
    for form, spelling in concepts.spellings(languages, engine().stamp()):
        candidates[form].append(Candidate(spelling, 0))
    best = (
        (token, _best(token.form, text[token.start : token.end], candidates))
        for token in wrong
    )
    return {token: word for token, word in best if word}


def _best(form: str, typed: str, candidates: Mapping[str, list[Candidate]]) -> str:
    """Return the spelling with fewest slips: without marks, with them, then usual."""
    keys = list(candidates)
    near = extract(form, keys, scorer=OSA.distance, score_cutoff=SLIPS, limit=None)
    ranked = [
        (slips, OSA.distance(typed.lower(), word.spelling), -word.items, word.spelling)
        for key, slips, _number in near
        for word in candidates[key]
    ]
    return min(ranked)[-1] if ranked else ""


def _replaced(text: str, words: Mapping[Token, str]) -> str:
    parts: list[str] = []
    position = 0
    for token, word in words.items():
        parts += text[position : token.start], word
        position = token.end
    return "".join([*parts, text[position:]])
