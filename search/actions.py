"""What happens to the index: told of a change, brought up to date, rebuilt, checked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from . import kinds, recounting, wordbook
from .documents import ReadDocument, digest_of, key_of
from .engines import engine, forget_others
from .engines.base import Changes, Engine, Entry, Key, Unavailable
from .gathering import all_documents, all_read, now
from .models import Outbox, Run
from .words import Tally

log = logging.getLogger(__name__)

BATCH = 200
"""Outbox rows that are applied at a time, unless somebody says otherwise."""

Progress = Callable[[int, int], object]
"""Told how many documents are done, and of how many."""


def enqueue(kind: str, object_id: int) -> None:
    """Have this object looked at again, once the caller's transaction is committed."""
    Outbox.objects.create(kind=kind, object_id=object_id)


def apply_outbox(limit: int = BATCH) -> int:
    """Write what changed into the index; return how many rows that took.

    A row goes once the index has it, so an interruption repeats work and loses none.
    """
    index = engine()
    # Rows wait for a server that is down, or the new index that the other sweep builds.
    with suppress(Unavailable):
        if Outbox.objects.pending(index.applied()).exists():
            with index.exclusive(wait=False) as alone:
                return _apply(index, limit) if alone else 0
    return 0


def _apply(index: Engine, limit: int) -> int:
    mark = index.applied()
    rows = list(Outbox.objects.pending(mark)[:limit])
    if not rows:
        return 0
    keys = {Key(row.kind, row.object_id) for row in rows}
    documents, gone = now(keys)
    before, held = index.stamp(), index.held(keys)
    # Not the higher of this and the old mark: after a restored backup the
    # database counts from below it.
    index.write(_changes(documents, gone), applied=rows[-1].pk)
    words = wordbook.change(index, before, held, documents, gone)
    with transaction.atomic():
        wordbook.apply(words)
        _forget([mark, *(row.pk for row in rows)])
    if _recount:
        _recount.follow(words)
    return len(rows)


def _forget(applied: Sequence[int]) -> None:
    """Delete rows that the index has, but never the row with the highest id."""
    highest = Outbox.objects.aggregate(Max("pk"))["pk__max"]
    Outbox.objects.filter(pk__in=applied).exclude(pk=highest).delete()


def content_version() -> str:
    """Return a value that changes whenever a public page could.

    The number of rows belongs to it because PostgreSQL may commit a lower id after a
    higher one; the index's stamp, because a page may show what the index says.
    """
    highest, number = Outbox.objects.mark()
    try:
        stamp = engine().stamp()
    except Unavailable:
        stamp = "none"
    return f"{highest}.{number}.{stamp}"


def reindex(progress: Progress | None = None) -> int:
    """Build a new index beside the old one and swap them; return its documents."""
    # Whatever waits now was committed before the first document is read.
    waiting = list(Outbox.objects.values_list("pk", flat=True))
    total = sum(kind.queryset().count() for kind in kinds.all_kinds())
    done = 0
    tally = Tally()
    mark = ""

    def entries() -> Iterator[Sequence[Entry]]:
        nonlocal done
        for documents in all_read():
            tally.add(documents)
            yield [document.entry for document in documents]
            done += len(documents)
            # Nobody waits for the new index to find what was published meanwhile.
            apply_outbox()
            if progress:
                progress(done, max(done, total))

    def changed(keys: Sequence[Key]) -> Changes:
        nonlocal mark
        documents, gone = now(keys)
        tally.drop_titles(gone)
        tally.add(documents)
        # From here on a write by somebody else shows: it takes the mark away.
        mark = recounting.begin()
        return _changes(documents, gone)

    index = engine()
    index.rebuild(entries(), changed)
    for rows in wordbook.batches(waiting):
        _forget(rows)
    recounting.fill(index, tally, mark or recounting.begin())
    Run.objects.note(Run.Work.REINDEX, done)
    return done


def rebuild_if_needed() -> int:
    """Build a new index if there is none, it is damaged or its words are outdated."""
    index = engine()
    if not index.outdated():
        index.tidy()
        forget_others()
        return 0
    log.info("Building the search index anew.")
    return reindex()


_recount: recounting.Recount | None = None
"""What was read of the documents by the turns before."""


def rebuild_words_if_needed() -> int:
    """Count the words for suggestions anew where they are not those of the index.

    A turn reads for a second; return 1 once all is counted.
    """
    global _recount
    index = engine()
    try:
        if index.outdated() or wordbook.is_true(index) or recounting.is_being_built():
            _recount = None
            return 0
        stamp = index.stamp()
        if _recount is None or _recount.stamp != stamp:
            _recount = recounting.Recount(stamp)
        if not _recount.read_on():
            return 0
        complete, _recount = _recount, None
        complete.finish(index)
    except Unavailable:
        return 0
    return 1


@dataclass(frozen=True, slots=True)
class Differences:
    """How the index differed from the database, in documents."""

    missing: int = 0
    outdated: int = 0
    extra: int = 0

    def __bool__(self) -> bool:
        return bool(self.total)

    @property
    def total(self) -> int:
        return self.missing + self.outdated + self.extra


def reconcile() -> Differences:
    """Compare index and database, repair the index, and return what was wrong."""
    held = dict(engine().digests())
    missing, outdated = [], []
    for document in all_documents():
        digest = held.pop(key_of(document), None)
        if digest is None:
            missing.append(key_of(document))
        elif digest != digest_of(document):
            outdated.append(key_of(document))
    for key in (*missing, *outdated, *held):
        enqueue(*key)
    while apply_outbox():
        pass
    wrong = Differences(len(missing), len(outdated), len(held))
    Run.objects.note(Run.Work.RECONCILE, wrong.total)
    return wrong


def _changes(documents: Sequence[ReadDocument], gone: Sequence[Key]) -> Changes:
    return Changes([document.entry for document in documents], gone)
