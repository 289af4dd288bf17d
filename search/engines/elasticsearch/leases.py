"""Who alone may write, or build: documents that the server changes for one at a time.

A killed holder's lease lapses. Each lease has a number higher than all before it, which
what is written bears: a holder who slept through the end of her lease cannot undo what
the next one wrote.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import ConflictError

from search.engines.base import Unavailable

from .connection import Connection

SECONDS = 30.0
POLL = 0.2

_SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}


class Lost(Unavailable):
    """Another process was faster, or took over."""


@dataclass(slots=True)
class _Lease:
    number: int
    until: int = 0
    place: dict[str, int] = field(default_factory=dict)
    """Which state of the document may be overwritten; empty where there is none."""


class Leases:
    """The leases of this copy's search, in an index of their own."""

    def __init__(self, connection: Connection, index: str) -> None:
        self._connection = connection
        self._index = index
        self._of_thread = _Held()

    @contextmanager
    def held(self, purpose: str, *, wait: bool) -> Iterator[bool]:
        """Hold a lease in this thread; yield False when it is taken."""
        lease = self._taken(purpose)
        while lease is None and wait:
            time.sleep(POLL)
            lease = self._taken(purpose)
        if lease is None:
            yield False
            return
        self._of_thread.leases[purpose] = lease
        try:
            yield True
        finally:
            del self._of_thread.leases[purpose]
            # Nothing is lost when this fails: it lapses.
            with suppress(Unavailable):
                self._write(purpose, lease, until=0)

    def number(self, purpose: str) -> int:
        """Return the number of the lease that this thread holds, else of the moment."""
        lease = self._of_thread.leases.get(purpose)
        return lease.number if lease else _now()

    def renew(self) -> None:
        """Prolong what this thread holds; `Lost` where another took it meanwhile."""
        for purpose, lease in self._of_thread.leases.items():
            if lease.until - _now() < _length() / 2:
                self._write(purpose, lease, until=_now() + _length())

    def _taken(self, purpose: str) -> _Lease | None:
        kept, place = self._kept(purpose)
        if kept["until"] > _now():
            return None
        lease = _Lease(max(_now(), kept["number"] + 1), place=place)
        try:
            self._write(purpose, lease, until=_now() + _length())
        except Lost:
            return None
        return lease

    def _kept(self, purpose: str) -> tuple[dict[str, int], dict[str, int]]:
        with self._connection.writing() as client:
            found = client.options(ignore_status=404).get(index=self._index, id=purpose)
            if found.get("found"):
                return found["_source"], _place(found.body)
            if "error" in found:
                # 400: another process made it at the same moment.
                client.options(ignore_status=400).indices.create(
                    index=self._index, settings=_SETTINGS, mappings={"dynamic": False}
                )
            return {"number": 0, "until": 0}, {}

    def _write(self, purpose: str, lease: _Lease, until: int) -> None:
        if_still: dict[str, Any] = {**lease.place} or {"op_type": "create"}
        document = {"number": lease.number, "until": until}
        with self._connection.writing() as client:
            try:
                written = client.index(
                    index=self._index, id=purpose, document=document, **if_still
                )
            except ConflictError:
                raise Lost("Another process writes to the search index.") from None
        lease.until, lease.place = until, _place(written.body)


class _Held(threading.local):
    """What the present thread holds, by purpose."""

    def __init__(self) -> None:
        self.leases: dict[str, _Lease] = {}


def _place(answer: Mapping[str, Any]) -> dict[str, int]:
    return {
        "if_seq_no": answer["_seq_no"],
        "if_primary_term": answer["_primary_term"],
    }


def _now() -> int:
    """Return the time in milliseconds."""
    return time.time_ns() // 1_000_000


def _length() -> int:
    return int(SECONDS * 1000)
