"""Questions in FTS5's language, made of analysed words only.

What a reader types never gets here: every key is letters and digits, and quoted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Literal

from .base import Asked, Entry, Term, Word

COLUMNS = ("form", "lemma", "stem")

CACHED_WORDS = 1_024
"""Words of questions; most languages read a foreign word alike."""

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


def expression(asked: Asked, joined_by: Join, *, rated: bool = False) -> str:
    """Return what finds the documents that are asked for.

    If `rated`, a key counts anew in each column, so that they can be ordered by it;
    each key is then looked up as often.
    """
    one = _rated_in if rated else _any_key
    wanted = [_phrase(phrase) for phrase in asked.phrases]
    if asked.terms:
        terms = (_term(term, joined_by, one) for term in asked.terms)
        wanted.append(f"({f' {joined_by} '.join(terms)})")
    unwanted = " OR ".join(map(_by_form_or_lemma, asked.excluded))
    return " AND ".join(wanted or [_in("meta", [EVERY])]) + (
        f" NOT ({unwanted})" if unwanted else ""
    )


def rated(asked: Asked, joined_by: Join) -> str:
    """Return what finds the documents with anything that counts for their order.

    They may have any word, or must have all where all were asked for and no concept
    stands for one: FTS5 then passes over most of each word's list.
    """
    named = _names_concepts(asked)
    words = [_rated_in(word) for term in asked.terms for word in term.words]
    parts = [*words, *map(_phrase, asked.phrases)]
    return f" {'OR' if named else joined_by} ".join(parts)


def any_finds_more(asked: Asked) -> bool:
    """Tell whether any of the words can find more than all of them."""
    return sum(len(term.words) for term in asked.terms) > 1


def is_words_alone(asked: Asked) -> bool:
    """Tell whether all that finds a document also counts for its order.

    The lists of concepts and of excluded words are long, and count for nothing.
    """
    return bool(asked.terms or asked.phrases) and not (
        asked.excluded or _names_concepts(asked)
    )


def _names_concepts(asked: Asked) -> bool:
    return any(term.concepts for term in asked.terms)


def with_form(form: str) -> str:
    """Return what finds the documents in which this form stands."""
    return _in("form", [form])


def _phrase(phrase: Sequence[str]) -> str:
    return _in("form", [" ".join(phrase)])


def _term(term: Term, joined_by: Join, one: Callable[[Word], str]) -> str:
    words = f" {joined_by} ".join(map(one, term.words))
    if not term.concepts:
        return f"({words})"
    return f"(({words}) OR {_in('meta', map(mark_of_concept, term.concepts))})"


def _any_key(word: Word) -> str:
    return _found_in(word, COLUMNS)


def _by_form_or_lemma(word: Word) -> str:
    return _found_in(word, ("form", "lemma"))


@lru_cache(CACHED_WORDS)
def _found_in(word: Word, columns: Sequence[str]) -> str:
    """Return what finds a word by any key; a key of several is looked up once."""
    places: dict[str, list[str]] = defaultdict(list)
    for column in columns:
        for key in _keys(word, column):
            places[key].append(column)
    keys: dict[str, list[str]] = defaultdict(list)
    for key, some in places.items():
        keys[" ".join(some)].append(key)
    return _any_of(_in(f"{{{some}}}", keys[some]) for some in keys)


def _rated_in(word: Word) -> str:
    """Return what finds a word by any key, each weighed in each of its columns."""
    keys = ((column, _keys(word, column)) for column in COLUMNS)
    return _any_of(_in(column, some) for column, some in keys if some)


def _keys(word: Word, column: str) -> tuple[str, ...]:
    keys: tuple[str, ...] = getattr(word, f"{column}s")
    return keys


def _any_of(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts)})"


def _in(columns: str, keys: Iterable[str]) -> str:
    """Return what finds any of these keys, words side by side if there are several."""
    return f"({columns} : {_any_of(map(_quoted, keys))})"


def _quoted(key: str) -> str:
    return '"' + key.replace('"', '""') + '"'
