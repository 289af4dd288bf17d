"""The file of an embedded index: what it holds and how that is written."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import Any

import apsw

from search.analysis import ANALYSIS_VERSION

from . import matching
from .answering import OF_SHELF, named_numbers, one, rows
from .base import Changes, Entry, Key
from .shelves import Shelf, shelf_of

VERSIONS: Mapping[str, str] = {"schema": "4", "analysis": ANALYSIS_VERSION}
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
CREATE TABLE value (
    id INTEGER PRIMARY KEY, facet TEXT NOT NULL, name TEXT NOT NULL,
    UNIQUE (facet, name)
);
CREATE TABLE facet (
    doc INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (doc, value)
) WITHOUT ROWID;
CREATE INDEX facet_value ON facet (value);
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
UNUSED_VALUES = """
DELETE FROM value WHERE NOT EXISTS (SELECT 1 FROM facet WHERE value = value.id)
"""
UNUSED_NUMBERS = """
DELETE FROM number WHERE NOT EXISTS (SELECT 1 FROM doc WHERE kind = name)
AND NOT EXISTS (SELECT 1 FROM doc WHERE language = name)
"""
"""What a document that is gone had to itself, such as where a teller comes from."""

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
        connection.execute(UNUSED_VALUES)
        connection.execute(UNUSED_NUMBERS)
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
    """Write entries in the place of those with the same keys; the last of each."""
    newest = {entry.key: entry for entry in entries}
    for key in newest:
        _delete(connection, key)
    _insert(connection, list(newest.values()))


def _insert(connection: apsw.Connection, entries: Sequence[Entry]) -> None:
    """Write new entries in the order of their ids; FTS5 is slow in any other."""
    numbers = _numbers(connection, entries)
    values = _values(connection, entries)
    placed: dict[Shelf, list[Entry]] = defaultdict(list)
    for entry in entries:
        shelf = shelf_of(numbers[entry.language], numbers[entry.key.kind])
        placed[shelf].append(entry)
    for shelf in sorted(placed):
        free = one(connection, FREE, shelf)
        numbered = list(enumerate(placed[shelf], start=free))
        connection.executemany(
            "INSERT INTO doc VALUES (?, ?, ?, ?, ?, ?, ?)",
            (_row(doc, entry) for doc, entry in numbered),
        )
        connection.executemany(
            "INSERT INTO fts (rowid, form, lemma, stem, meta) VALUES (?, ?, ?, ?, ?)",
            ((doc, *matching.columns_of(entry)) for doc, entry in numbered),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO facet VALUES (?, ?)",
            (
                (doc, values[choice])
                for doc, entry in numbered
                for choice in _choices(entry)
            ),
        )


def _row(doc: int, entry: Entry) -> tuple[Any, ...]:
    date = entry.date.isoformat() if entry.date else None
    thing = _number_of(entry.thing)
    return (doc, *entry.key, entry.language, thing, date, entry.digest)


def _choices(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the facets that its id does not tell, with their values."""
    for facet, names in entry.facets.items():
        if facet not in OF_SHELF:
            yield from ((facet, name) for name in names)


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


def _values(
    connection: apsw.Connection, entries: Iterable[Entry]
) -> Mapping[tuple[str, str], int]:
    """Return the numbers of facets' values; new ones get theirs."""
    choices = dict.fromkeys(choice for entry in entries for choice in _choices(entry))
    connection.executemany(
        "INSERT OR IGNORE INTO value (facet, name) VALUES (?, ?)", choices
    )
    found = rows(connection, "SELECT facet, name, id FROM value")
    return {(facet, name): number for facet, name, number in found}


def _number_of(thing: str) -> int:
    """Return a hash of 64 bits, so that no table of things needs to be kept."""
    digest = hashlib.blake2b(thing.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


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
