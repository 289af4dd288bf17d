"""Text to words: the one analysis for the index, for queries and for highlights."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from languages import registry

from .folding import fold
from .reading import read

LONGEST_WORD = 64


class Token(NamedTuple):
    """A word as the index knows it, and where it stands in the (NFC) text."""

    form: str
    lemma: str
    stem: str
    start: int
    end: int


def _word_pattern() -> re.Pattern[str]:
    marks = "".join(
        chr(code)
        for code in range(0x0300, 0x10000)
        if unicodedata.category(chr(code)) in ("Mn", "Mc")
    )
    # Soft hyphen, joiners and the invisible direction marks stand inside words.
    inside = "\u00ad\u200c\u200d\u2060\ufeff\u200e\u200f"
    letter = r"[^\W_]"
    return re.compile(
        rf"{letter}(?:{letter}|[{marks}{inside}]|['’ʼ](?={letter}))*", re.UNICODE
    )


WORD = _word_pattern()
APOSTROPHE = re.compile("['’ʼ]")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PROCLITICS: Mapping[str, frozenset[str]] = {
    "fr": _set("l d j m t s n c qu jusqu lorsqu puisqu quoiqu"),
    "it": _set(
        "l un d c m t s v n gl dell all dall nell sull coll dagl degl agl negl sugl "
        "quest quell bell sant com dov quant"
    ),
}
"""Words that lean on the next with an apostrophe, as in Lucene's elision filters."""

ENCLITICS: Mapping[str, frozenset[str] | None] = {
    "en": frozenset({"s"}),
    "tr": None,
}
"""What follows an apostrophe and is no part of the word; None means anything."""


def analyse(text: str, language: str) -> list[Token]:
    """Return the words of a text; a language that is not ours gives folded forms.

    A variety of ours, as `pt-BR`, is read as ours.
    """
    text = unicodedata.normalize("NFC", text)
    if text.isalpha():
        reading = read(text[:LONGEST_WORD], language)
        return [Token(*reading, 0, len(text))] if reading else []
    return list(_tokens(text, registry.known_as(language)))


def _tokens(text: str, language: str) -> Iterator[Token]:
    for word, start, end in _words(text, language):
        if reading := read(word[:LONGEST_WORD], language):
            yield Token(*reading, start, end)


def words_of(text: str, language: str) -> Iterator[str]:
    """Yield the words of an NFC text without what leans on them, unread."""
    if text.isalpha():
        yield text[:LONGEST_WORD]
    else:
        for word, _start, _end in _words(text, registry.known_as(language)):
            yield word[:LONGEST_WORD]


def _words(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    leans = language in PROCLITICS or language in ENCLITICS
    for found in WORD.finditer(text):
        word = found[0]
        start, end = found.span()
        if leans and APOSTROPHE.search(word):
            start, end = _without_clitics(word, start, language)
            word = text[start:end]
        yield word, start, end


def _without_clitics(word: str, offset: int, language: str) -> tuple[int, int]:
    start, end = 0, len(word)
    proclitics = PROCLITICS.get(language, frozenset())
    while (cut := APOSTROPHE.search(word, start)) and (
        fold(word[start : cut.start()].lower()) in proclitics
    ):
        start = cut.end()
    if language in ENCLITICS and (cut := APOSTROPHE.search(word, start)):
        leaning = ENCLITICS[language]
        if leaning is None or word[cut.end() :].lower() in leaning:
            end = cut.start()
    return offset + start, offset + end


def _version() -> str:
    digest = hashlib.blake2b(digest_size=8)
    parts = [
        *(f"{package} {version(package)}" for package in ("simplemma", "PyStemmer")),
        unicodedata.unidata_version,
        *map(repr, registry.LANGUAGES),
    ]
    digest.update("\n".join(parts).encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()


ANALYSIS_VERSION = _version()
"""Changes when words are read otherwise; an index of another version is rebuilt."""
