"""The file of an embedded index: what it holds and how that is written."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path

import apsw

from search.analysis import ANALYSIS_VERSION

from . import matching
from .answering import named_numbers, one, rows
from .base import Changes, Entry, Key
from .shelves import Shelf, shelf_of

VERSIONS: Mapping[str, str] = {"schema": "3", "analysis": ANALYSIS_VERSION}
"""Of what the index is made; another of either means that it is built anew."""

SCHEMA = """
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE number (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE doc (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    object_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    thing INTEGER NOT NULL,
    date TEXT,
    digest TEXT NOT NULL,
    UNIQUE (kind, object_id)
);
CREATE INDEX doc_language ON doc (language);
CREATE INDEX doc_thing ON doc (thing);
CREATE TABLE facet (
    doc INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (doc, name, value)
) WITHOUT ROWID;
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    object_id INTEGER NOT NULL
);
CREATE VIRTUAL TABLE fts USING fts5(
    form, lemma, stem, meta, tokenize = "ascii tokenchars '_'"
);
INSERT INTO fts (fts, rank) VALUES ('secure-delete', 1);
"""
FREE = "SELECT coalesce(max(id) + 1, ?1) FROM doc WHERE id BETWEEN ?1 AND ?2"
BUILT_AT_ONCE = 1_000
"""Entries that a new index takes in one transaction: FTS5 merges fewer parts."""

QUICKLY: Mapping[str, int] = {"automerge": 0, "hashsize": 1 << 24}
USUALLY: Mapping[str, int] = {"automerge": 4, "hashsize": 1 << 20}
"""FTS5's own settings; an index that is built is merged once, at its end."""

JOURNAL_KEPT = 100_000
"""Writes that are remembered for an index which is being built meanwhile."""

BUSY_MS = 10_000


def writer(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    connection.set_busy_timeout(BUSY_MS)
    connection.execute("PRAGMA secure_delete = ON").fetchall()
    return connection


def _set_state(connection: apsw.Connection, **values: str) -> None:
    connection.executemany("REPLACE INTO state VALUES (?, ?)", values.items())


def _set_fts(connection: apsw.Connection, settings: Mapping[str, int]) -> None:
    connection.executemany(
        "INSERT INTO fts (fts, rank) VALUES (?, ?)", settings.items()
    )


def write(connection: apsw.Connection, changes: Changes, applied: int) -> None:
    with connection:
        for key in changes.gone:
            _delete(connection, key)
        _replace(connection, changes.entries)
        connection.executemany(
            "INSERT INTO journal (kind, object_id) VALUES (?, ?)",
            [*changes.gone, *(entry.key for entry in changes.entries)],
        )
        connection.execute(
            "DELETE FROM journal WHERE seq <= ?",
            (newest_in_journal(connection) - JOURNAL_KEPT,),
        )
        _set_state(connection, applied=str(applied), stamp=secrets.token_hex(8))


def shorten_log(connection: apsw.Connection) -> None:
    """Empty the log, in which deleted words still stand, unless a reader needs it."""
    connection.set_busy_timeout(0)
    connection.pragma("wal_checkpoint", "TRUNCATE")


def newest_in_journal(connection: apsw.Connection) -> int:
    return int(one(connection, "SELECT coalesce(max(seq), 0) FROM journal"))


def _delete(connection: apsw.Connection, key: Key) -> None:
    for (doc,) in rows(
        connection, "SELECT id FROM doc WHERE kind = ? AND object_id = ?", key
    ):
        connection.execute("DELETE FROM fts WHERE rowid = ?", (doc,))
        connection.execute("DELETE FROM facet WHERE doc = ?", (doc,))
        connection.execute("DELETE FROM doc WHERE id = ?", (doc,))


def _replace(connection: apsw.Connection, entries: Sequence[Entry]) -> None:
    """Write entries in the order of their ids; FTS5 is slow in any other."""
    numbers = _numbers(connection, entries)
    placed = [
        (shelf_of(numbers[entry.language], numbers[entry.key.kind]), entry)
        for entry in entries
    ]
    for shelf, entry in sorted(placed, key=itemgetter(0)):
        _delete(connection, entry.key)
        _insert(connection, shelf, entry)


def _numbers(
    connection: apsw.Connection, entries: Iterable[Entry]
) -> Mapping[str, int]:
    """Return the numbers of languages and kinds; new ones get theirs."""
    names = {
        name: None for entry in entries for name in (entry.language, entry.key.kind)
    }
    connection.executemany(
        "INSERT OR IGNORE INTO number (name) VALUES (?)", [(name,) for name in names]
    )
    return named_numbers(connection)


def _number_of(thing: str) -> int:
    """Return a hash of 64 bits, so that no table of things needs to be kept."""
    digest = hashlib.blake2b(thing.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _insert(connection: apsw.Connection, shelf: Shelf, entry: Entry) -> None:
    doc = one(connection, FREE, shelf)
    connection.execute(
        "INSERT INTO doc (id, kind, object_id, language, thing, date, digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            doc,
            *entry.key,
            entry.language,
            _number_of(entry.thing),
            entry.date.isoformat() if entry.date else None,
            entry.digest,
        ),
    )
    connection.execute(
        "INSERT INTO fts (rowid, form, lemma, stem, meta) VALUES (?, ?, ?, ?, ?)",
        (doc, *matching.columns_of(entry)),
    )
    facets = {**entry.facets, "kind": [entry.key.kind], "language": [entry.language]}
    connection.executemany(
        "INSERT OR IGNORE INTO facet VALUES (?, ?, ?)",
        ((doc, name, value) for name, values in facets.items() for value in values),
    )


def build(generation: Path, entries: Iterable[Sequence[Entry]]) -> None:
    """Write a whole index quickly: until it is installed nobody needs it durable."""
    with closing(apsw.Connection(str(generation))) as connection:
        connection.execute("PRAGMA journal_mode = OFF").fetchall()
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(SCHEMA)
        _set_state(connection, **VERSIONS)
        _set_fts(connection, QUICKLY)
        all_entries = chain.from_iterable(entries)
        while some := list(islice(all_entries, BUILT_AT_ONCE)):
            with connection:
                _replace(connection, some)
        connection.execute("INSERT INTO fts (fts) VALUES ('optimize')")
        _set_fts(connection, USUALLY)


def finish(generation: Path, changes: Changes, applied: int) -> None:
    """Make a built index durable and bring it up to date."""
    with closing(writer(generation)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        write(connection, changes, applied)
        shorten_log(connection)
