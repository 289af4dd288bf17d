"""The connections with which an embedded index is read."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import apsw

from .answering import HITS, state
from .base import Unavailable
from .storing import VERSIONS

BUSY_MS = 2_000


class Readers(threading.local):
    """One read-only connection a thread, made anew after a fork or a new index."""

    def __init__(self) -> None:
        self._opened: tuple[int, Path, apsw.Connection] | None = None
        # Closing a parent's connection in the child would drop the parent's locks.
        self._of_parents: list[apsw.Connection] = []

    def connection(self, generation: Path) -> apsw.Connection:
        if self._opened:
            process, path, connection = self._opened
            if process == os.getpid() and path == generation:
                return connection
            self.forget()
        connection = apsw.Connection(str(generation), flags=apsw.SQLITE_OPEN_READONLY)
        connection.set_busy_timeout(BUSY_MS)
        if state(connection, "schema") != VERSIONS["schema"]:
            connection.close()
            raise Unavailable("The search index is one of another version: reindex.")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(HITS)
        self._opened = (os.getpid(), generation, connection)
        return connection

    def forget(self) -> None:
        if self._opened:
            process, _path, connection = self._opened
            self._opened = None
            if process == os.getpid():
                connection.close(True)
            else:
                self._of_parents.append(connection)
