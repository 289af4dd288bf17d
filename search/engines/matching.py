"""Questions in FTS5's language, made of analysed words only.

What a reader types never gets here: every key is letters and digits, and quoted.
"""

from __future__ import annotations

from collections.abc import Sequence

from .base import Entry, Word

COLUMNS = ("form", "lemma", "stem")


def mark_of(language: str) -> str:
    """Return the word that stands in `meta` of every document in this language."""
    return "_l" + "".join(filter(str.isalnum, language)).lower()


def columns_of(entry: Entry) -> tuple[str, str, str, str]:
    """Return what the four columns hold: form, lemma, stem, meta."""
    return (
        " ".join(entry.forms),
        " ".join(entry.lemmas),
        " ".join(entry.stems),
        mark_of(entry.language),
    )


def expression(language: str, words: Sequence[Word], joined_by: str) -> str:
    """Return the expression for documents in one language with these words."""
    wanted = f" {joined_by} ".join(f"({_any_key(word)})" for word in words)
    return f'(meta : "{mark_of(language)}") AND ({wanted})'


def _any_key(word: Word) -> str:
    keys = zip(COLUMNS, (word.forms, word.lemmas, word.stems), strict=True)
    return " OR ".join(
        f"({column} : ({' OR '.join(map(_quoted, some))}))"
        for column, some in keys
        if some
    )


def _quoted(key: str) -> str:
    return '"' + key.replace('"', '""') + '"'
