"""What happens to the words and titles of suggestions: kept true to the index.

The wordbook lies in the database, so that every engine shares it. Whether a word may be
suggested is for the engine to say, which knows what two documents have; and only while
the wordbook's stamp is the engine's are there suggestions at all.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Final, TypeVar

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from .documents import ReadDocument
from .engines.base import Engine, Key
from .models import Title, Word, Wordbook
from .words import Counted, Tally, row_of

T = TypeVar("T")

MOST_WORDS: Final = 50_000
"""Words of a language that are suggested, the most frequent ones."""

BATCH: Final = 1_000
"""Rows a transaction while all is built anew: other writers get in between."""

_BUILDING: Final = "building "
_PATIENCE: Final = timedelta(seconds=30)
"""After which a build that says nothing counts as interrupted."""


class _Superseded(Exception):
    """The index was written, or somebody else builds the wordbook now."""


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
    rows = _rows(index, language, words)
    touched = held | rows.keys()
    common = index.common(language, touched)
    counts: dict[int, list[str]] = defaultdict(list)
    for token in common:
        # Exact for one document; of several that had a word before, one is counted.
        more = (rows[token].items if token in rows else 0) - (token in held)
        if more:
            counts[more].append(token)
    found = {token: rows[token] for token in common if token in rows}
    return _LanguageChange(touched - common, found, counts)


def _rows(
    index: Engine, language: str, words: Mapping[str, Counted]
) -> dict[str, Word]:
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
        for batch in _batches(some, BATCH):
            Title.objects.filter(kind=kind, object_id__in=batch).delete()
    Title.objects.bulk_create(titles)


def _change_words(language: str, made: _LanguageChange) -> None:
    here = Word.objects.filter(language=language)
    for batch in _batches(made.gone, BATCH):
        here.filter(token__in=batch).delete()
    known: set[str] = set()
    for batch in _batches(made.common, BATCH):
        known.update(here.filter(token__in=batch).values_list("token", flat=True))
    for more, tokens in made.counts.items():
        for batch in _batches(known.intersection(tokens), BATCH):
            here.filter(token__in=batch).update(items=F("items") + more)
    Word.objects.bulk_create(
        row for token, row in made.common.items() if token not in known
    )


def is_true(index: Engine) -> bool:
    """Tell whether the wordbook says what the index has; one query."""
    return Wordbook.objects.filter(stamp=index.stamp()).exists()


def is_being_built() -> bool:
    """Tell whether somebody builds it anew, and was at work a moment ago."""
    lately = timezone.now() - _PATIENCE
    return Wordbook.objects.filter(
        stamp__startswith=_BUILDING, touched_at__gt=lately
    ).exists()


def begin() -> str:
    """Have no suggestions from now on; return the mark of who builds them anew."""
    mark = _BUILDING + secrets.token_hex(8)
    Wordbook.objects.update_or_create(pk=1, defaults={"stamp": mark})
    return mark


def fill(index: Engine, tally: Tally, mark: str) -> None:
    """Put what was counted in the place of what is there; true once it is complete.

    Gives up when the index was written since `begin`: the next turn begins again.
    """
    stamp = index.stamp()
    try:
        _empty(mark)
        for rows in _batches(_all_rows(index, tally), BATCH):
            with _still(mark):
                for model in (Word, Title):
                    model.objects.bulk_create(r for r in rows if isinstance(r, model))
        with _still(mark):
            if index.stamp() == stamp:
                Wordbook.objects.update(stamp=stamp)
    except _Superseded:
        pass


def _empty(mark: str) -> None:
    for model in (Word, Title):
        while True:
            with _still(mark):
                some = model.objects.values("pk")[:BATCH]
                if not model.objects.filter(pk__in=some).delete()[0]:
                    break


def _all_rows(index: Engine, tally: Tally) -> Iterator[models.Model]:
    yield from tally.titles()
    for language in tally.languages:
        words = tally.words(language, least=2)
        for some in _batches(islice(words.items(), MOST_WORDS), BATCH):
            rows = _rows(index, language, dict(some))
            # The documents may be ahead of the index, which knows what it has itself.
            common = index.common(language, rows)
            yield from (row for token, row in rows.items() if token in common)


@contextmanager
def _still(mark: str) -> Iterator[None]:
    """Run a transaction in which nobody else can begin; raise if somebody has."""
    with transaction.atomic():
        now = timezone.now()
        if not Wordbook.objects.filter(stamp=mark).update(touched_at=now):
            raise _Superseded
        yield


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
