"""Text to words: the one analysis for the index, for queries and for highlights."""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

import Stemmer

from languages import registry

from . import irregular, suffixes
from .dictionaries import Lemmatizer
from .folding import fold, lower, without_digraphs

LONGEST_WORD = 64
CACHED_WORDS = 40_960


class Token(NamedTuple):
    """A word as the index knows it, and where it stands in the (NFC) text."""

    form: str
    lemma: str
    stem: str
    start: int
    end: int


class Reading(NamedTuple):
    """The three keys under which a word is found."""

    form: str
    lemma: str
    stem: str


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
    language = registry.known_as(language)
    return list(_tokens(unicodedata.normalize("NFC", text), language))


def _reading(word: str, language: str) -> registry.Language | None:
    """Return the language if it is ours and a letter of the word is of its script."""
    row = registry.BY_CODE.get(registry.known_as(language))
    if row is None or not any(_is_of(row.script, letter) for letter in word):
        return None
    return row


@cache
def _is_of(script: str, letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(script)


def _tokens(text: str, language: str) -> Iterator[Token]:
    leans = language in PROCLITICS or language in ENCLITICS
    for found in WORD.finditer(text):
        word = found[0]
        start, end = found.span()
        if leans and APOSTROPHE.search(word):
            start, end = _without_clitics(word, start, language)
            word = text[start:end]
        if reading := read(word[:LONGEST_WORD], language):
            yield Token(*reading, start, end)


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


@lru_cache(CACHED_WORDS)
def read(word: str, language: str) -> Reading | None:
    """Return the keys of one word, None where it has no letter or digit."""
    word = lower(word, language)
    form = fold(word)
    if not form:
        return None
    row = _reading(word, language)
    if row is None:
        return Reading(form, form, form)
    lemma = _lemma(word, row)
    return Reading(form, lemma, _stem(lemma, row) or form)


def readings(word: str, language: str) -> tuple[Reading, ...]:
    """Return every way to read a typed word: as it stands, and with its marks.

    A base form may have another base form itself (`menekültek`, `menekült`, `menekül`),
    so a word is also looked for as a base form, and its base form as a word.
    """
    small = lower(word, language)
    words = [small, *_other_spellings(small, language)]
    found: dict[Reading, None] = {}
    for spelling in words:
        if reading := read(spelling, language):
            plain = "".join(filter(_kept, spelling))
            chained = Reading(fold(reading.lemma), plain, reading.stem)
            found |= {reading: None, chained: None}
    return tuple(found)


@lru_cache(CACHED_WORDS // 8)
def known(word: str, language: str) -> bool:
    """Tell whether a typed word stands in the dictionary of this language."""
    row = _reading(word, language)
    return bool(
        row
        and row.simplemma
        and lemmatizer().knows(lower(word, language), row.simplemma)
    )


def _other_spellings(word: str, language: str) -> list[str]:
    row = _reading(word, language)
    if row is None or row.simplemma is None:
        return []
    return [
        *lemmatizer().spellings(word, row.simplemma),
        without_digraphs(word, row.code),
    ]


def _lemma(word: str, row: registry.Language) -> str:
    if by_hand := irregular.LEMMAS.get(row.code, {}).get(word):
        return by_hand
    if row.simplemma is None:
        return word
    return _one_word(lemmatizer().lemma(word, row.simplemma), row.code) or (
        "".join(filter(_kept, word))
    )


def _one_word(lemma: str | None, language: str) -> str:
    """Return a lemma as one plain word; some are several, or carry grammar's marks.

    `подавам-(се)`, `stad_muur`, `koosta=tud`, `evocar,evocado`; `er|es|sie` is none.
    """
    if lemma is None or "|" in lemma:
        return ""
    if lemma.isalpha():
        return lower(lemma, language)
    lemma = re.split(r"-\(|[,=]", lemma, maxsplit=1)[0]
    return "".join(filter(_kept, lower(lemma, language)))


def _kept(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")


def _stem(lemma: str, row: registry.Language) -> str:
    if row.suffixes is None:
        return fold(_by_snowball(lemma, row))
    base = _base(lemma, row) if row.snowball else lemma
    return suffixes.strip(fold(base), row.suffixes)


def _base(lemma: str, row: registry.Language) -> str:
    """Return the base form of a base form, by Snowball where no dictionary has it.

    Of others Snowball would take letters that are no ending.
    """
    base = _lemma(lemma, row)
    if row.simplemma and lemmatizer().knows(base, row.simplemma):
        return base
    return _by_snowball(base, row)


def _by_snowball(word: str, row: registry.Language) -> str:
    if row.snowball is None:
        return word
    stem: str = _stemmer(row.snowball).stemWord(word)
    return stem


_of_this_thread = threading.local()


def _stemmer(algorithm: str) -> Any:
    """Return this thread's stemmer: one object must not serve two threads."""
    stemmers: dict[str, Any] = _of_this_thread.__dict__.setdefault("stemmers", {})
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer.Stemmer(algorithm, 0)
    return stemmers[algorithm]


def lemmatizer() -> Lemmatizer:
    return _lemmatizer_in(str(settings.SEARCH_TRIES))


@cache
def _lemmatizer_in(folder: str) -> Lemmatizer:
    return Lemmatizer(Path(folder))


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
