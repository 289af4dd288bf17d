"""One index behind an alias: every process reads it, and one at a time writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress

from elasticsearch.dsl import Search

from search.engines.base import Changes, Entry, Key, Unavailable

from .connection import Connection, Missing
from .hashing import Hashing
from .indices import Indices
from .leases import Leases
from .paging import every_hit
from .reader import Reader, few
from .storing import (
    Action,
    key_of,
    send,
    set_state,
    to_delete,
    to_forget,
    to_note,
    to_put,
)

WRITING, BUILDING = "writing", "building"

FIRST = 1
"""What a new index is filled with bears this number; every later write a higher one."""


class ElasticsearchEngine(Reader):
    """The index of this copy on a server; `name` tells it from those of other copies.

    `secret` keys the hashes: with another one the index is none.
    """

    def __init__(
        self,
        urls: Sequence[str],
        name: str,
        secret: str,
        *,
        api_key: str = "",
        ca: str = "",
    ) -> None:
        connection, hashing = Connection(urls, api_key, ca), Hashing(secret)
        self._indices = Indices(connection, name, hashing.key_id)
        self._leases = Leases(connection, f"{name}.leases")
        super().__init__(connection, self._indices.serving, hashing)

    def healthy(self) -> bool:
        try:
            return bool(self.stamp())
        except Unavailable:
            return False

    def outdated(self) -> bool:
        try:
            return not self._indices.up_to_date()
        except Missing:
            return True
        except Unavailable:
            # Nothing can be built before the server answers again.
            return False

    def exclusive(self, *, wait: bool) -> AbstractContextManager[bool]:
        return self._leases.held(WRITING, wait=wait)

    def write(self, changes: Changes, applied: int) -> None:
        # An index that is being built is told first: who is killed after that
        # has made it look at something twice, and nothing else.
        for building in self._indices.building():
            with suppress(Missing):
                self._send(building, to_note(changes))
        # Whoever is killed from here on leaves another stamp than the words of
        # suggestions have, so that they are counted again.
        with self._connection.writing() as client:
            number = self._leases.number(WRITING)
            set_state(client, self._alias, self.applied(), number)
        self._put(self._alias, changes, applied)

    def tidy(self) -> None:
        if self._indices.building():
            with self._leases.held(BUILDING, wait=False) as nobody_builds:
                if nobody_builds:
                    self._indices.sweep()

    def rebuild(
        self,
        entries: Iterable[Sequence[Entry]],
        changed: Callable[[Sequence[Key]], Changes],
    ) -> None:
        with self._leases.held(BUILDING, wait=True):
            self._indices.sweep()
            building = self._indices.create()
            try:
                for batch in entries:
                    self._send(building, to_put(batch, self._hashing, FIRST))
                with self.exclusive(wait=True):
                    self._catch_up(building, changed)
                    self._indices.install(building)
            except BaseException:
                with suppress(Unavailable):
                    self._indices.abandon(building)
                raise

    def _catch_up(
        self, building: str, changed: Callable[[Sequence[Key]], Changes]
    ) -> None:
        """Write again what was written into the old index meanwhile."""
        applied = 0
        # Without an old index no outbox row was applied.
        with suppress(Unavailable):
            applied = self.applied()
        for keys in few(self._noted(building)):
            self._put(building, changed(keys), applied)
            self._send(building, to_forget(keys))
        self._put(building, Changes(), applied)

    def _noted(self, building: str) -> list[Key]:
        search = Search().query("exists", field="changed").sort("_shard_doc")
        with self._connection.writing() as client:
            client.indices.refresh(index=building)
            hits = list(every_hit(client, building, search))
        return [key_of(hit["_source"]["changed"]) for hit in hits]

    def _put(self, alias: str, changes: Changes, applied: int) -> None:
        number = self._leases.number(WRITING)
        self._send(alias, to_delete(changes.gone, number))
        self._send(alias, to_put(changes.entries, self._hashing, number))
        with self._connection.writing() as client:
            # First seen, then told of: a page that is kept under the new stamp
            # must not be one from before.
            client.indices.refresh(index=alias)
            set_state(client, alias, applied, number)

    def _send(self, alias: str, actions: Iterable[Action]) -> None:
        self._leases.renew()
        with self._connection.writing() as client:
            send(client, alias, actions)
