"""Questions in FTS5's language, made of analysed words only.

What a reader types never gets here: every key is letters and digits, and quoted.
"""

from __future__ import annotations

from collections.abc import Sequence

from .base import Entry, Word

COLUMNS = ("form", "lemma", "stem")


def _mark(letter: str, value: str) -> str:
    """Return a word for `meta`, which no text can have: its words hold no `_`."""
    return f"_{letter}" + "".join(filter(str.isalnum, value)).lower()


def mark_of_language(language: str) -> str:
    return _mark("l", language)


def mark_of_kind(kind: str) -> str:
    return _mark("k", kind)


def columns_of(entry: Entry) -> tuple[str, str, str, str]:
    """Return what the four columns hold: form, lemma, stem, meta."""
    return (
        " ".join(entry.forms),
        " ".join(entry.lemmas),
        " ".join(entry.stems),
        f"{mark_of_language(entry.language)} {mark_of_kind(entry.key.kind)}",
    )


def expression(
    language: str, kind: str | None, words: Sequence[Word], joined_by: str
) -> str:
    """Return what finds documents of this language and kind with these words."""
    marks = [mark_of_language(language), *([mark_of_kind(kind)] if kind else [])]
    wanted = f" {joined_by} ".join(f"({_any_key(word)})" for word in words)
    among = " AND ".join(f'meta : "{mark}"' for mark in marks)
    return f"{among} AND ({wanted})"


def _any_key(word: Word) -> str:
    keys = zip(COLUMNS, (word.forms, word.lemmas, word.stems), strict=True)
    return " OR ".join(
        f"({column} : ({' OR '.join(map(_quoted, some))}))"
        for column, some in keys
        if some
    )


def _quoted(key: str) -> str:
    return '"' + key.replace('"', '""') + '"'
