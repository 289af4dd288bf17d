"""Questions in FTS5's language, made of analysed words only.

What a reader types never gets here: every key is letters and digits, and quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from .base import Asked, Entry, Term, Word

COLUMNS = ("form", "lemma", "stem")

Join = Literal["AND", "OR"]


def _mark(letter: str, value: str) -> str:
    """Return a word for `meta`, which no text can have: its words hold no `_`."""
    return f"_{letter}" + "".join(filter(str.isalnum, value)).lower()


def mark_of_language(language: str) -> str:
    return _mark("l", language)


def mark_of_kind(kind: str) -> str:
    return _mark("k", kind)


def mark_of_concept(slug: str) -> str:
    return _mark("c", slug)


def columns_of(entry: Entry) -> tuple[str, str, str, str]:
    """Return what the four columns hold: form, lemma, stem, meta."""
    marks = [
        mark_of_language(entry.language),
        mark_of_kind(entry.key.kind),
        *map(mark_of_concept, entry.concepts),
    ]
    return (
        " ".join(entry.forms),
        " ".join(entry.lemmas),
        " ".join(entry.stems),
        " ".join(marks),
    )


def expression(language: str, kind: str | None, asked: Asked, joined_by: Join) -> str:
    """Return what finds the documents of this language and kind that are asked for."""
    marks = [mark_of_language(language), *([mark_of_kind(kind)] if kind else [])]
    wanted = [
        *(_in("meta", [mark]) for mark in marks),
        *(_in("form", [" ".join(phrase)]) for phrase in asked.phrases),
    ]
    if asked.terms:
        terms = f" {joined_by} ".join(_term(term, joined_by) for term in asked.terms)
        wanted.append(f"({terms})")
    unwanted = " OR ".join(map(_by_form_or_lemma, asked.excluded))
    return " AND ".join(wanted) + (f" NOT ({unwanted})" if unwanted else "")


def with_form(language: str, form: str) -> str:
    """Return what finds the documents of a language in which this form stands."""
    return f"{_in('meta', [mark_of_language(language)])} AND {_in('form', [form])}"


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
