"""What happens to the words and titles of suggestions: kept true to the index.

The wordbook lies in the database, so that every engine shares it. Whether a word may be
suggested is for the engine to say, which knows what two documents have; and only while
the wordbook's stamp is the engine's are there suggestions at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from django.db.models import F

from .documents import ReadDocument
from .engines.base import Engine, Key
from .models import Title, Word, Wordbook
from .words import Counted, Tally, row_of

T = TypeVar("T")

BATCH: Final = 1_000
"""Rows that are written or asked for at a time."""


@dataclass(frozen=True, slots=True)
class _LanguageChange:
    """By token: what is suggested no more, what is now, and how counts change."""

    gone: frozenset[str]
    common: Mapping[str, Word]
    counts: Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Change:
    """What one writing of the index means for the wordbook."""

    before: str
    after: str
    keys: frozenset[Key]
    titles: Sequence[Title]
    words: Mapping[str, _LanguageChange]


def change(
    index: Engine,
    before: str,
    held: Mapping[str, frozenset[str]],
    documents: Sequence[ReadDocument],
    gone: Iterable[Key],
) -> Change:
    """Return what follows from what the index has just written.

    `before` was its stamp, and `held` what it had of these documents.
    """
    tally = Tally(documents)
    return Change(
        before,
        index.stamp(),
        frozenset([*gone, *(document.entry.key for document in documents)]),
        list(tally.titles()),
        {
            language: _change_of(
                index, language, held.get(language, frozenset()), tally.words(language)
            )
            for language in {*held, *tally.languages}
        },
    )


def _change_of(
    index: Engine, language: str, held: frozenset[str], words: Mapping[str, Counted]
) -> _LanguageChange:
    rows = rows_of(index, language, words)
    touched = held | rows.keys()
    common = index.common(language, touched)
    counts: dict[int, list[str]] = defaultdict(list)
    for token in common:
        # Exact for one document; of several that had a word before, one is counted.
        more = (rows[token].items if token in rows else 0) - (token in held)
        if more:
            counts[more].append(token)
    found = {token: rows[token] for token in common if token in rows}
    for row in found.values():
        row.items = max(row.items, 2)
    return _LanguageChange(touched - common, found, counts)


def rows_of(
    index: Engine, language: str, words: Mapping[str, Counted]
) -> dict[str, Word]:
    """Return the rows of counted words by the engine's token."""
    tokens = index.tokens(words)
    return {
        token: row_of(language, token, form, word)
        for token, (form, word) in zip(tokens, words.items(), strict=True)
    }


def apply(made: Change) -> None:
    """Bring the wordbook from one stamp to the next, in the caller's transaction.

    If it was not true to the index before, its titles alone follow, and whoever builds
    it anew meanwhile has to begin again.
    """
    _replace_titles(made.keys, made.titles)
    # The update also keeps others out until the caller's transaction ends.
    if Wordbook.objects.filter(stamp=made.before).update(stamp=made.after):
        for language, words in made.words.items():
            _change_words(language, words)
    else:
        Wordbook.objects.update(stamp="")


def _replace_titles(keys: Iterable[Key], titles: Sequence[Title]) -> None:
    object_ids: dict[str, list[int]] = defaultdict(list)
    for kind, object_id in keys:
        object_ids[kind].append(object_id)
    for kind, some in object_ids.items():
        for batch in batches(some):
            Title.objects.filter(kind=kind, object_id__in=batch).delete()
    Title.objects.bulk_create(titles)


def _change_words(language: str, made: _LanguageChange) -> None:
    here = Word.objects.filter(language=language)
    for batch in batches(made.gone):
        here.filter(token__in=batch).delete()
    for more, tokens in made.counts.items():
        for batch in batches(tokens):
            here.filter(token__in=batch).update(items=F("items") + more)
    known: set[str] = set()
    for batch in batches(made.common):
        known.update(here.filter(token__in=batch).values_list("token", flat=True))
    Word.objects.bulk_create(
        row for token, row in made.common.items() if token not in known
    )


def is_true(index: Engine) -> bool:
    """Tell whether the wordbook says what the index has; one query."""
    return Wordbook.objects.filter(stamp=index.stamp()).exists()


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
