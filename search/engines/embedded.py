"""The embedded engine: one SQLite file, read by every process, written by one.

No process may open this file through another SQLite library than apsw's, Python's own
`sqlite3` included: two libraries in one process break each other's locks.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import apsw

from search.analysis import ANALYSIS_VERSION

from . import matching
from .base import Changes, Entry, Facets, Found, Key, Question, Unavailable
from .files import IndexFiles

log = logging.getLogger(__name__)

SCHEMA_VERSION = "1"
SCHEMA = """
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE doc (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    object_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    date TEXT,
    digest TEXT NOT NULL,
    UNIQUE (kind, object_id)
);
CREATE INDEX doc_language ON doc (language);
CREATE TABLE facet (
    doc INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (doc, name, value)
) WITHOUT ROWID;
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, object_id INTEGER NOT NULL
);
CREATE VIRTUAL TABLE fts USING fts5(
    form, lemma, stem, meta, tokenize = "ascii tokenchars '_'"
);
INSERT INTO fts (fts, rank) VALUES ('secure-delete', 1);
"""
HITS = """
CREATE TEMP TABLE hit (
    doc INTEGER PRIMARY KEY, score REAL NOT NULL, missed INTEGER NOT NULL DEFAULT 0
);
"""
WEIGHTS = "0.5, 1.0, 1.0, 0.0"
"""Of form, lemma, stem and meta in the ranking; measured on 3,000 inflected queries."""

JOURNAL_KEPT = 100_000
BUSY_MS = 10_000
DAMAGE = (apsw.CorruptError, apsw.NotADBError)


class EmbeddedEngine:
    """The index in one SQLite file beside the database."""

    def __init__(self, path: Path) -> None:
        self._files = IndexFiles(path)
        self._readers = _Readers()

    def healthy(self) -> bool:
        try:
            with self._reading() as connection:
                return _state(connection, "schema") == SCHEMA_VERSION
        except Unavailable:
            return False

    def outdated(self) -> bool:
        try:
            with self._reading() as connection:
                return _state(connection, "analysis") != ANALYSIS_VERSION
        except Unavailable:
            return True

    def stamp(self) -> str:
        with self._reading() as connection:
            return _state(connection, "stamp")

    def applied(self) -> int:
        with self._reading() as connection:
            return int(_state(connection, "applied"))

    def languages(self) -> list[str]:
        with self._reading() as connection:
            rows = connection.execute("SELECT DISTINCT language FROM doc ORDER BY 1")
            return [language for (language,) in rows]

    def digests(self) -> Iterator[tuple[Key, str]]:
        with self._reading() as connection:
            rows = connection.execute("SELECT kind, object_id, digest FROM doc")
            found = rows.fetchall()
        for kind, object_id, digest in found:
            yield Key(kind, object_id), digest

    def search(
        self, question: Question, offset: int, limit: int | None, *, counts: bool = True
    ) -> Found:
        with self._reading() as connection:
            all_words = _collect(connection, question)
            bits = _mark_missed(connection, question.filters)
            total = connection.execute(
                "SELECT count(*) FROM hit WHERE missed = 0"
            ).fetchall()[0][0]
            return Found(
                keys=_best(connection, question.language, offset, limit),
                total=total,
                facets=_counts(connection, bits) if counts else {},
                all_words=all_words,
            )

    def exclusive(self, *, wait: bool) -> AbstractContextManager[bool]:
        return self._files.locked("lock", wait=wait)

    def write(self, changes: Changes, applied: int) -> None:
        with self._writing() as connection:
            _write(connection, changes, applied)
            connection.pragma("wal_checkpoint", "TRUNCATE")

    def tidy(self) -> None:
        with self._files.locked("building", wait=False) as nobody_builds:
            if nobody_builds:
                self._files.sweep()
        generation = self._files.present()
        log_file = generation and generation.with_name(generation.name + "-wal")
        if log_file and log_file.exists() and log_file.stat().st_size:
            with self._writing() as connection:
                connection.pragma("wal_checkpoint", "TRUNCATE")

    def rebuild(
        self,
        entries: Iterable[Sequence[Entry]],
        changed: Callable[[Sequence[Key]], Changes],
    ) -> None:
        with self._files.locked("building", wait=True):
            generation = self._files.fresh()
            before = self._journalled_until()
            try:
                _build(generation, entries)
                with self.exclusive(wait=True):
                    _catch_up(generation, changed(self._journal(before)), self)
                    self._files.install(generation)
            finally:
                self._files.sweep()

    def _journalled_until(self) -> int | None:
        try:
            with self._reading() as connection:
                return _newest_in_journal(connection)
        except Unavailable:
            return None

    def _journal(self, after: int | None) -> list[Key]:
        """Return what was written since; an index that was unreadable had no writes."""
        if after is None:
            return []
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT kind, object_id FROM journal WHERE seq > ?", (after,)
            )
            return [Key(kind, object_id) for kind, object_id in rows]

    @contextmanager
    def _reading(self) -> Iterator[apsw.Connection]:
        """Yield this thread's connection in one consistent view of the index."""
        generation = self._files.present()
        if generation is None or self._files.is_damaged(generation):
            raise Unavailable("There is no index, or it is damaged: run reindex.")
        with self._told_of_damage(generation):
            connection = self._readers.connection(generation)
            # The temporary table of hits lies outside the file: this reads only.
            with connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[apsw.Connection]:
        generation = self._files.present()
        if generation is None or self._files.is_damaged(generation):
            raise Unavailable("There is no index, or it is damaged: run reindex.")
        with self._told_of_damage(generation), closing(_writer(generation)) as opened:
            yield opened

    @contextmanager
    def _told_of_damage(self, generation: Path) -> Iterator[None]:
        try:
            yield
        except apsw.Error as error:
            # The name alone: a message could repeat what somebody searched for.
            name = type(error).__name__
            log.error("The search index cannot be used: %s.", name)
            self._readers.forget()
            if isinstance(error, DAMAGE):
                self._files.mark_damaged(generation)
            raise Unavailable(f"The search index cannot be used: {name}.") from None


class _Readers(threading.local):
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
        connection = apsw.Connection(
            str(generation), flags=apsw.SQLITE_OPEN_READONLY
        )
        connection.set_busy_timeout(BUSY_MS)
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


def _writer(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    connection.set_busy_timeout(BUSY_MS)
    connection.execute("PRAGMA secure_delete = ON").fetchall()
    return connection


def _state(connection: apsw.Connection, key: str) -> str:
    rows = connection.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchall()
    return str(rows[0][0]) if rows else ""


def _set_state(connection: apsw.Connection, **values: str) -> None:
    connection.executemany("REPLACE INTO state VALUES (?, ?)", values.items())


# Reading


def _collect(connection: apsw.Connection, question: Question) -> bool:
    """Fill `hit`; return False if it took any word because no document had all."""
    if question.words is None:
        connection.execute("DELETE FROM hit")
        connection.execute("INSERT INTO hit (doc, score) SELECT id, 0 FROM doc")
        _leave_out(connection, question.without)
        return True
    for joined_by in ("AND", "OR"):
        connection.execute("DELETE FROM hit")
        for language, words in question.words.items():
            connection.execute(
                f"INSERT INTO hit (doc, score) SELECT rowid, bm25(fts, {WEIGHTS}) "
                "FROM fts WHERE fts MATCH ?",
                (matching.expression(language, words, joined_by),),
            )
        _leave_out(connection, question.without)
        if connection.execute("SELECT 1 FROM hit LIMIT 1").fetchall():
            return joined_by == "AND"
    return True


def _leave_out(connection: apsw.Connection, keys: Iterable[Key]) -> None:
    connection.executemany(
        "DELETE FROM hit WHERE doc IN "
        "(SELECT id FROM doc WHERE kind = ? AND object_id = ?)",
        keys,
    )


def _mark_missed(
    connection: apsw.Connection, filters: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """Note in `hit` which filters each document fails; return the filters' bits.

    A document that fails one filter alone still counts for that facet's own values.
    """
    bits = {}
    for number, (name, values) in enumerate(filters.items()):
        bits[name] = 1 << number
        connection.execute(
            "UPDATE hit SET missed = missed | ? WHERE NOT EXISTS (SELECT 1 FROM facet "
            "WHERE facet.doc = hit.doc AND name = ? AND value IN "
            f"({','.join('?' * len(values))}))",
            (bits[name], name, *values),
        )
    return bits


def _best(
    connection: apsw.Connection, language: str, offset: int, limit: int | None
) -> list[Key]:
    rows = connection.execute(
        "SELECT kind, object_id FROM hit JOIN doc ON doc.id = hit.doc "
        "WHERE missed = 0 "
        "ORDER BY language <> ?, score, date IS NULL, date DESC, doc.id "
        "LIMIT ? OFFSET ?",
        (language, -1 if limit is None else limit, offset),
    )
    return [Key(kind, object_id) for kind, object_id in rows]


def _counts(connection: apsw.Connection, bits: Mapping[str, int]) -> Facets:
    own_bit = " ".join("WHEN ? THEN ?" for _name in bits)
    own_bit = f"CASE name {own_bit} ELSE 0 END" if bits else "0"
    rows = connection.execute(
        "SELECT name, value, count(*) FROM hit CROSS JOIN facet USING (doc) "
        f"WHERE missed = 0 OR missed = {own_bit} "
        "GROUP BY name, value ORDER BY count(*) DESC, value",
        [part for item in bits.items() for part in item],
    )
    facets: Facets = {}
    for name, value, count in rows:
        facets.setdefault(name, []).append((value, count))
    return facets


# Writing


def _write(connection: apsw.Connection, changes: Changes, applied: int) -> None:
    with connection:
        for key in changes.gone:
            _delete(connection, key)
        for entry in changes.entries:
            _delete(connection, entry.key)
            _insert(connection, entry)
        connection.executemany(
            "INSERT INTO journal (kind, object_id) VALUES (?, ?)",
            [*changes.gone, *(entry.key for entry in changes.entries)],
        )
        connection.execute(
            "DELETE FROM journal WHERE seq <= ?",
            (_newest_in_journal(connection) - JOURNAL_KEPT,),
        )
        _set_state(connection, applied=str(applied), stamp=secrets.token_hex(8))


def _newest_in_journal(connection: apsw.Connection) -> int:
    return int(
        connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchall()[0][0]
    )


def _delete(connection: apsw.Connection, key: Key) -> None:
    for (doc,) in connection.execute(
        "SELECT id FROM doc WHERE kind = ? AND object_id = ?", key
    ).fetchall():
        connection.execute("DELETE FROM fts WHERE rowid = ?", (doc,))
        connection.execute("DELETE FROM facet WHERE doc = ?", (doc,))
        connection.execute("DELETE FROM doc WHERE id = ?", (doc,))


def _insert(connection: apsw.Connection, entry: Entry) -> None:
    connection.execute(
        "INSERT INTO doc (kind, object_id, language, date, digest) "
        "VALUES (?, ?, ?, ?, ?)",
        (
            *entry.key,
            entry.language,
            entry.date.isoformat() if entry.date else None,
            entry.digest,
        ),
    )
    doc = connection.last_insert_rowid()
    connection.execute(
        "INSERT INTO fts (rowid, form, lemma, stem, meta) VALUES (?, ?, ?, ?, ?)",
        (doc, *matching.columns_of(entry)),
    )
    facets = {**entry.facets, "kind": [entry.key.kind], "language": [entry.language]}
    connection.executemany(
        "INSERT OR IGNORE INTO facet VALUES (?, ?, ?)",
        ((doc, name, value) for name, values in facets.items() for value in values),
    )


def _build(generation: Path, entries: Iterable[Sequence[Entry]]) -> None:
    """Write a whole index quickly: until it is installed nobody needs it durable."""
    with closing(apsw.Connection(str(generation))) as connection:
        connection.execute("PRAGMA journal_mode = OFF").fetchall()
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(SCHEMA)
        _set_state(
            connection, schema=SCHEMA_VERSION, analysis=ANALYSIS_VERSION, applied="0"
        )
        for batch in entries:
            with connection:
                for entry in batch:
                    _delete(connection, entry.key)
                    _insert(connection, entry)
        connection.execute("INSERT INTO fts (fts) VALUES ('optimize')")


def _catch_up(generation: Path, changes: Changes, old: EmbeddedEngine) -> None:
    try:
        applied = old.applied()
    except Unavailable:
        applied = 0
    with closing(_writer(generation)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        _write(connection, changes, applied)
