"""What happens to the index: told of a change, brought up to date, rebuilt, checked."""

from __future__ import annotations

import logging
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from django.db.models import Max

from . import kinds
from .documents import digest_of, entry_of, key_of
from .engines import engine, forget_others
from .engines.base import Changes, Engine, Entry, Key, Unavailable
from .kinds import Kind, SearchDocument
from .models import Outbox

log = logging.getLogger(__name__)

BATCH = 200
"""Objects that are held in memory at a time."""

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
    if rows:
        changes = _changes({Key(row.kind, row.object_id) for row in rows})
        # Not the higher of this and the old mark: after a restored backup the
        # database counts from below it.
        index.write(changes, applied=rows[-1].pk)
        _forget([mark, *(row.pk for row in rows)])
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
    total = sum(kind.queryset().count() for kind in kinds.all_kinds())
    done = 0

    def entries() -> Iterator[Sequence[Entry]]:
        nonlocal done
        for kind in kinds.all_kinds():
            for documents in _documents(kind):
                yield [entry_of(document) for document in documents]
                done += len(documents)
                if progress:
                    progress(done, max(done, total))

    engine().rebuild(entries(), _changes)
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


@dataclass(frozen=True, slots=True)
class Differences:
    """How the index differed from the database, in documents."""

    missing: int = 0
    outdated: int = 0
    extra: int = 0

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.extra)


def reconcile() -> Differences:
    """Compare index and database, repair the index, and return what was wrong."""
    held = dict(engine().digests())
    missing, outdated = [], []
    for document in _all_documents():
        digest = held.pop(key_of(document), None)
        if digest is None:
            missing.append(key_of(document))
        elif digest != digest_of(document):
            outdated.append(key_of(document))
    for key in (*missing, *outdated, *held):
        enqueue(*key)
    while apply_outbox():
        pass
    return Differences(len(missing), len(outdated), len(held))


def _changes(keys: Iterable[Key]) -> Changes:
    """Return what these objects are now: entries where public, gone where not."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for name, object_id in keys:
        wanted[name].add(object_id)
    entries: list[Entry] = []
    for name, object_ids in wanted.items():
        if kind := kinds.get(name):
            entries += map(entry_of, _some_documents(kind, sorted(object_ids)))
            object_ids.difference_update(entry.key.object_id for entry in entries)
    gone = [Key(name, pk) for name, object_ids in wanted.items() for pk in object_ids]
    return Changes(entries, gone)


def _all_documents() -> Iterator[SearchDocument]:
    for kind in kinds.all_kinds():
        for documents in _documents(kind):
            yield from documents


def _documents(kind: Kind) -> Iterator[list[SearchDocument]]:
    # By lists of keys, so that no cursor keeps the database's log from shrinking.
    keys = iter(kind.queryset().order_by("pk").values_list("pk", flat=True))
    while batch := list(islice(keys, BATCH)):
        yield _some_documents(kind, batch)


def _some_documents(kind: Kind, object_ids: Sequence[int]) -> list[SearchDocument]:
    documents = []
    for instance in kind.with_facets().filter(pk__in=object_ids):
        try:
            document = kind.document(instance)
            facets = document.facets()
            documents.append(replace(document, facets=partial(dict, facets)))
        except Exception as error:  # noqa: BLE001  one broken object must not stop all
            *_, frame = traceback.extract_tb(error.__traceback__)
            log.error(
                "%s %s has no search document: %s in %s, line %s.",
                kind.name,
                instance.pk,
                type(error).__name__,
                frame.filename,
                frame.lineno,
            )
    return documents
