"""Questions in FTS5's language, made of analysed words only.

What a reader types never gets here: every key is letters and digits, and quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from .base import Asked, Entry, Term, Word

COLUMNS = ("form", "lemma", "stem")

EVERY = "_"
"""Stands in `meta` of every document."""

Join = Literal["AND", "OR"]


def mark_of_concept(slug: str) -> str:
    """Return a word for `meta`, which no text can have: its words hold no `_`."""
    return "_c" + "".join(filter(str.isalnum, slug)).lower()


def columns_of(entry: Entry) -> tuple[str, str, str, str]:
    """Return what the four columns hold: form, lemma, stem, meta."""
    return (
        " ".join(entry.forms),
        " ".join(entry.lemmas),
        " ".join(entry.stems),
        " ".join([EVERY, *map(mark_of_concept, entry.concepts)]),
    )


def expression(asked: Asked, joined_by: Join) -> str:
    """Return what finds the documents that are asked for."""
    wanted = [_phrase(phrase) for phrase in asked.phrases]
    if asked.terms:
        terms = f" {joined_by} ".join(_term(term, joined_by) for term in asked.terms)
        wanted.append(f"({terms})")
    unwanted = " OR ".join(map(_by_form_or_lemma, asked.excluded))
    return " AND ".join(wanted or [_in("meta", [EVERY])]) + (
        f" NOT ({unwanted})" if unwanted else ""
    )


def any_words(asked: Asked) -> str:
    """Return what finds the documents with anything that counts for their order."""
    words = (_any_key(word) for term in asked.terms for word in term.words)
    return " OR ".join([*words, *map(_phrase, asked.phrases)])


def with_form(form: str) -> str:
    """Return what finds the documents in which this form stands."""
    return _in("form", [form])


def _phrase(phrase: Sequence[str]) -> str:
    return _in("form", [" ".join(phrase)])


def _term(term: Term, joined_by: Join) -> str:
    words = f" {joined_by} ".join(_any_key(word) for word in term.words)
    if not term.concepts:
        return f"({words})"
    return f"(({words}) OR {_in('meta', map(mark_of_concept, term.concepts))})"


def _any_key(word: Word) -> str:
    return _in_columns((word.forms, word.lemmas, word.stems))


def _by_form_or_lemma(word: Word) -> str:
    return _in_columns((word.forms, word.lemmas))


def _in_columns(keys: Sequence[Sequence[str]]) -> str:
    found = (_in(name, some) for name, some in zip(COLUMNS, keys, strict=False) if some)
    return f"({' OR '.join(found)})"


def _in(column: str, keys: Iterable[str]) -> str:
    """Return what finds any of these keys, words side by side if there are several."""
    return f"({column} : ({' OR '.join(map(_quoted, keys))}))"


def _quoted(key: str) -> str:
    return '"' + key.replace('"', '""') + '"'
