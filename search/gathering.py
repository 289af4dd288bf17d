"""What all rooms have that is public now, read for the index and for suggestions."""

from __future__ import annotations

import logging
import traceback
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from . import kinds
from .documents import ReadDocument, read_document
from .engines.base import Key
from .kinds import Kind, SearchDocument

log = logging.getLogger(__name__)

BATCH = 200
"""Objects that are held in memory at a time."""


def now(keys: Iterable[Key]) -> tuple[list[ReadDocument], list[Key]]:
    """Return what these objects are now: documents where public, gone where not."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for name, object_id in keys:
        wanted[name].add(object_id)
    found: list[ReadDocument] = []
    for name, object_ids in wanted.items():
        if kind := kinds.get(name):
            here = [*map(read_document, _some_documents(kind, sorted(object_ids)))]
            object_ids.difference_update(read.entry.key.object_id for read in here)
            found += here
    gone = [Key(name, pk) for name, object_ids in wanted.items() for pk in object_ids]
    return found, gone


def all_read() -> Iterator[list[ReadDocument]]:
    """Yield everything public with its words read, some at a time."""
    for kind in kinds.all_kinds():
        for documents in _documents(kind):
            yield [read_document(document) for document in documents]


def all_documents() -> Iterator[SearchDocument]:
    """Yield everything public."""
    for kind in kinds.all_kinds():
        for documents in _documents(kind):
            yield from documents


def _documents(kind: Kind) -> Iterator[list[SearchDocument]]:
    # By lists of keys, so that no cursor keeps the database's log from shrinking; and
    # by language, so that its words are remembered from one document to the next.
    rows = kind.queryset().order_by(kind.language, "pk")
    keys = iter(rows.values_list("pk", flat=True))
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
