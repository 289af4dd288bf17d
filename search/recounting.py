"""The wordbook built anew: from all documents, in small transactions.

The documents are read a part at a time, so that other work goes on in between. Then,
while the words are written, the wordbook's stamp is the builder's mark, so readers see
nothing half-built. Whoever writes the index, or builds as well, takes the mark away and
the builder gives up.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Final, TypeVar

from django.db import models, transaction
from django.utils import timezone

from .engines.base import Engine, Key
from .gathering import all_read, now
from .models import Title, Word, Wordbook
from .wordbook import Change, batches, rows_of
from .words import Tally

Row = TypeVar("Row", bound=models.Model)

MOST_WORDS: Final = 50_000
"""Words of a language that are suggested, the most frequent ones."""

MOST_DELETED: Final = 5_000

TURN: Final = 1.0
"""Seconds of reading after which other work has its turn."""

_BUILDING: Final = "building "
_PATIENCE: Final = timedelta(seconds=30)
"""After which a builder that says nothing counts as interrupted."""


class _Superseded(Exception):
    """The index was written, or somebody else builds the wordbook now."""


class Recount:
    """All documents read anew, true to what this process writes meanwhile."""

    def __init__(self, stamp: str) -> None:
        self.stamp = stamp
        """Of the index to which the words are true once all are read."""
        self._tally = Tally()
        self._batches = all_read()
        self._changed: set[Key] = set()

    def follow(self, change: Change) -> None:
        """Look again at what is written; a write that we never saw leaves a gap."""
        if change.before == self.stamp:
            self.stamp = change.after
            self._changed |= change.keys

    def read_on(self) -> bool:
        """Read for a turn, one batch at least; tell whether that was all."""
        until = time.monotonic() + TURN
        for documents in self._batches:
            self._tally.add(documents)
            if time.monotonic() >= until:
                return False
        return True

    def finish(self, index: Engine) -> None:
        """Put what was read in the place of what is there, if nothing is missing."""
        documents, gone = now(self._changed)
        self._tally.drop_titles(gone)
        self._tally.add(documents)
        mark = begin()
        # From here on a write by somebody else shows: it takes the mark away.
        if index.stamp() == self.stamp:
            fill(index, self._tally, mark)


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
        _add(mark, Title, tally.titles())
        _add(mark, Word, _common_words(index, tally))
        with _still(mark):
            if index.stamp() == stamp:
                Wordbook.objects.update(stamp=stamp)
    except _Superseded:
        pass


def _empty(mark: str) -> None:
    for model in (Word, Title):
        while True:
            with _still(mark):
                some = model.objects.values("pk")[:MOST_DELETED]
                if not model.objects.filter(pk__in=some).delete()[0]:
                    break


def _add(mark: str, model: type[Row], rows: Iterator[Row]) -> None:
    for some in batches(rows):
        with _still(mark):
            model._default_manager.bulk_create(some)


def _common_words(index: Engine, tally: Tally) -> Iterator[Word]:
    for language in tally.languages:
        words = tally.words(language, least=2)
        for some in batches(islice(words.items(), MOST_WORDS)):
            rows = rows_of(index, language, dict(some))
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
