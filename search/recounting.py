"""The wordbook built anew: from all documents, in small transactions.

Meanwhile its stamp is the builder's mark, so readers see nothing half-built. Whoever
writes the index, or builds as well, takes the mark away and the builder gives up.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Final, TypeVar

from django.db import models, transaction
from django.utils import timezone

from .engines.base import Engine
from .models import Title, Word, Wordbook
from .wordbook import batches, rows_of
from .words import Tally

Row = TypeVar("Row", bound=models.Model)

MOST_WORDS: Final = 50_000
"""Words of a language that are suggested, the most frequent ones."""

MOST_DELETED: Final = 5_000

_BUILDING: Final = "building "
_PATIENCE: Final = timedelta(seconds=30)
"""After which a builder that says nothing counts as interrupted."""


class _Superseded(Exception):
    """The index was written, or somebody else builds the wordbook now."""


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
