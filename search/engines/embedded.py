"""The embedded engine: one SQLite file, read by every process, written by one.

No process may open this file through another SQLite library than apsw's, Python's own
`sqlite3` included: two libraries in one process break each other's locks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import apsw

from . import answering, storing
from .answering import one, rows
from .base import (
    Changes,
    Contents,
    Entry,
    Found,
    Key,
    Present,
    Question,
    Unavailable,
)
from .files import IndexFiles
from .keeping import Kept
from .readers import Readers

log = logging.getLogger(__name__)

DAMAGE = (apsw.CorruptError, apsw.NotADBError)

MOST_KEPT = 64
"""Answers to questions without words that a process remembers."""


class EmbeddedEngine:
    """The index in one SQLite file beside the database."""

    name = "SQLite"

    def __init__(self, path: Path) -> None:
        self._files = IndexFiles(path)
        self._readers = Readers()
        self._kept = Kept(MOST_KEPT)

    def healthy(self) -> bool:
        try:
            return self._state("schema") == storing.VERSIONS["schema"]
        except Unavailable:
            return False

    def outdated(self) -> bool:
        try:
            return any(
                self._state(name) != version
                for name, version in storing.VERSIONS.items()
            )
        except Unavailable:
            return True

    def stamp(self) -> str:
        return self._state("stamp")

    def applied(self) -> int:
        return int(self._state("applied"))

    def present(self) -> Present:
        with self._reading() as connection:
            stamp = answering.state(connection, "stamp")
            languages = self._kept.answer(
                stamp, "languages", lambda: answering.languages(connection)
            )
        return Present(stamp, languages)

    def contents(self) -> Contents:
        with self._reading() as connection:
            return Contents(
                answering.numbers(connection), answering.state(connection, "analysis")
            )

    def digests(self) -> Iterator[tuple[Key, str]]:
        with self._reading() as connection:
            found = rows(connection, "SELECT kind, object_id, digest FROM doc")
        for kind, object_id, digest in found:
            yield Key(kind, object_id), digest

    def search(
        self, question: Question, offset: int, limit: int | None, *, counts: bool = True
    ) -> Found:
        with self._reading() as connection:

            def answer() -> Found:
                return answering.answer(connection, question, offset, limit, counts)

            if question.asked is not None or limit is None:
                return answer()
            # Without words all documents are counted, and many readers begin so.
            stamp = answering.state(connection, "stamp")
            asked = (answering.choices(question), offset, limit, counts)
            return self._kept.answer(stamp, asked, answer)

    def texts_beside(self, keys: Iterable[Key]) -> frozenset[Key]:
        with self._reading() as connection:
            return answering.beside(connection, keys)

    def tokens(self, forms: Iterable[str]) -> list[str]:
        return list(forms)

    def held(self, keys: Iterable[Key]) -> Mapping[str, frozenset[str]]:
        with self._reading() as connection:
            return answering.held(connection, keys)

    def common(self, language: str, tokens: Iterable[str]) -> frozenset[str]:
        with self._reading() as connection:
            return answering.common(connection, language, tokens)

    def exclusive(self, *, wait: bool) -> AbstractContextManager[bool]:
        return self._files.locked("lock", wait=wait)

    def write(self, changes: Changes, applied: int) -> None:
        with self._writing() as connection:
            storing.write(connection, changes, applied)
            storing.shorten_log(connection)

    def tidy(self) -> None:
        with self._files.locked("building", wait=False) as nobody_builds:
            if nobody_builds:
                self._files.sweep()
        generation = self._files.present()
        log_file = generation and generation.with_name(generation.name + "-wal")
        if log_file and log_file.exists() and log_file.stat().st_size:
            with self._writing() as connection:
                storing.shorten_log(connection)

    def rebuild(
        self,
        entries: Iterable[Sequence[Entry]],
        changed: Callable[[Sequence[Key]], Changes],
    ) -> None:
        with self._files.locked("building", wait=True):
            generation = self._files.fresh()
            before = self._journalled_until()
            try:
                storing.build(generation, entries)
                with self.exclusive(wait=True):
                    changes = changed(self._journal(before))
                    applied = 0 if before is None else self.applied()
                    storing.finish(generation, changes, applied)
                    self._files.install(generation)
            finally:
                self._files.sweep()

    def _journalled_until(self) -> int | None:
        try:
            with self._reading() as connection:
                return storing.newest_in_journal(connection)
        except Unavailable:
            return None

    def _journal(self, after: int | None) -> list[Key]:
        """Return what was written since; an index that was unreadable had no writes."""
        if after is None:
            return []
        with self._reading() as connection:
            found = rows(
                connection,
                "SELECT DISTINCT kind, object_id FROM journal WHERE seq > ?",
                (after,),
            )
        return [Key(kind, object_id) for kind, object_id in found]

    def _state(self, key: str) -> str:
        with self._reading() as connection:
            return str(one(connection, "SELECT value FROM state WHERE key = ?", (key,)))

    @contextmanager
    def _reading(self) -> Iterator[apsw.Connection]:
        """Yield this thread's connection in one consistent view of the index."""
        generation = self._generation()
        with self._told_of_damage(generation):
            try:
                connection = self._readers.connection(generation)
            except apsw.CantOpenError:
                # A new index took its place after we had looked.
                connection = self._readers.connection(self._generation())
            # The temporary table of hits lies outside the file: this reads only.
            with connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[apsw.Connection]:
        generation = self._generation()
        with (
            self._told_of_damage(generation),
            closing(storing.writer(generation)) as connection,
        ):
            yield connection

    def _generation(self) -> Path:
        generation = self._files.present()
        if generation is None or self._files.is_damaged(generation):
            raise Unavailable("There is no search index, or it is damaged: reindex.")
        return generation

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
