"""Puts a backup in the place of what is there, without what was taken back since.

What was taken back is read from every copy there is and buried in the keys database
first: from then on no start shows it, whatever happens to the rest.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection, connections

from pyrage.x25519 import Identity

from philoxenia import backups
from philoxenia.sealing import NotOpened, emptied, opened_archive
from search.actions import reindex
from stories import actions
from stories.keys import keyring
from stories.keys.router import APP, KEYS
from stories.models import Story
from sweeps import presence
from sweeps.checkpoint import empty_write_ahead_logs

_LOGS: Final = ("", "-wal", "-shm", "-journal")
"""SQLite's file and what may lie beside it."""


class NotRestored(Exception):
    """Nothing was changed; the message says why and what to do."""


@dataclass
class Gone:
    """What a restored copy must not show."""

    taken_back: dict[str, date] = field(default_factory=dict)
    """Name or public id → day."""
    hidden: set[str] = field(default_factory=set)

    def add(self, manifest: dict[str, Any]) -> None:
        for ref, day in manifest["tombstones"].items():
            self.taken_back[ref] = date.fromisoformat(day)
        self.hidden.update(manifest["hidden"])


def restore(backup: Path, identities: Sequence[Identity]) -> int:
    """Restore a backup, and return how much of it had been taken back.

    Raises NotRestored, with everything as it was.
    """
    with presence.alone() as nobody_runs:
        if not nobody_runs:
            raise NotRestored(
                "The site is running. End web and worker first (`make stop`, or "
                "systemd's), then restore."
            )
        with emptied(settings.VAR_DIR / "restoring") as workshop:
            return _restore(backup, identities, workshop)


def _restore(backup: Path, identities: Sequence[Identity], workshop: Path) -> int:
    fresh = workshop / "fresh"
    manifest = _unpack(backup, identities, fresh)
    gone = Gone()
    gone.add(manifest)
    _add_other_backups(gone, backup, identities)
    call_command("migrate", APP, database=KEYS, interactive=False, verbosity=0)
    _add_present(gone)
    keyring.bury(gone.taken_back)
    with (
        presence.exchanging() as undone,
        _exchanged(fresh, workshop / "before", undone),
    ):
        call_command("migrate", interactive=False, verbosity=0)
        erased = actions.replay_tombstones()
        Story.objects.filter(public_id__in=gone.hidden).update(hidden=True)
        Session.objects.all().delete()
    reindex()
    empty_write_ahead_logs()
    connections.close_all()
    return erased


def _unpack(backup: Path, identities: Sequence[Identity], fresh: Path) -> Any:
    """Write what a backup holds into a folder, and return its manifest."""
    fresh.mkdir(mode=0o700)
    for name in backups.FILES:
        (fresh / name).mkdir(mode=0o700)
    try:
        with (
            backup.open("rb") as file,
            opened_archive(file, identities) as archive,
        ):
            manifest = _read_manifest(archive)
            _check_manifest(manifest, backup)
            # Not all at once: that begins again at the manifest.
            while member := archive.next():
                archive.extract(member, fresh, filter="data")
    except NotOpened as error:
        raise NotRestored(_not_opened(backup)) from error
    _check_database(fresh / backups.DATABASE, backup)
    return manifest


def _read_manifest(archive: tarfile.TarFile) -> Any:
    member = archive.next()
    file: IO[bytes] | None = archive.extractfile(member) if member else None
    if member is None or member.name != backups.MANIFEST or file is None:
        raise NotOpened
    return json.load(file)


def _check_manifest(manifest: Any, backup: Path) -> None:
    if manifest["format"] > backups.FORMAT:
        raise NotRestored(
            f"{backup.name} was made by a newer philoxenia. Update this one first."
        )
    if manifest["vendor"] != connection.vendor:
        raise NotRestored(
            f"{backup.name} holds a database of {manifest['vendor']}, and DATABASE_URL "
            f"names one of {connection.vendor}."
        )


def _check_database(file: Path, backup: Path) -> None:
    if connection.vendor != "sqlite":
        return
    with closing(sqlite3.connect(file)) as copy:
        try:
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.DatabaseError:
            verdict = "no database"
    if verdict != "ok":
        raise NotRestored(f"The database in {backup.name} is damaged.")


def _not_opened(backup: Path) -> str:
    return (
        f"{backup.name} is damaged, or sealed for another key. Give its identity as "
        "well (--identity may be repeated); if it is damaged, move it elsewhere."
    )


def _add_other_backups(
    gone: Gone, backup: Path, identities: Sequence[Identity]
) -> None:
    """Read what every other backup says was taken back or hidden."""
    for other in backups.all_backups():
        if other.name == backup.name:
            continue
        try:
            with (
                other.open("rb") as file,
                opened_archive(file, identities, whole=False) as archive,
            ):
                manifest = _read_manifest(archive)
        except NotOpened as error:
            # It may know of what this one would bring back.
            raise NotRestored(_not_opened(other)) from error
        gone.add(manifest)


def _add_present(gone: Gone) -> None:
    """Read the same from the databases that are in place, as far as they answer."""
    for read in (_add_tombstones, _add_hidden):
        try:
            read(gone)
        except DatabaseError:
            # None there yet, damaged, or an older product's.
            connections.close_all()


def _add_tombstones(gone: Gone) -> None:
    gone.taken_back.update(backups.tombstones())


def _add_hidden(gone: Gone) -> None:
    gone.hidden.update(backups.hidden_stories())


@contextmanager
def _exchanged(fresh: Path, before: Path, undone: Callable[[], None]) -> Iterator[None]:
    """Put the fresh copy in place; if the block fails, put the old one back.

    What PostgreSQL has committed can't be: then nothing starts until another restore.
    """
    before.mkdir(mode=0o700)
    moved: list[tuple[Path, Path]] = []

    def move(source: Path, target: Path) -> None:
        shutil.move(source, target)
        moved.append((source, target))

    connections.close_all()
    try:
        for name, storage in backups.FILES.items():
            _exchange_folder(
                backups.file_folder(storage), fresh / name, before / name, move
            )
        _EXCHANGES[connection.vendor](fresh / backups.DATABASE, before, move)
        yield
    except BaseException:
        connections.close_all()
        _drop_logs()
        for source, target in reversed(moved):
            shutil.move(target, source)
        if connection.vendor == "sqlite":
            undone()
        raise


def _exchange_folder(folder: Path, fresh: Path, before: Path, move: Any) -> None:
    # Its content, not the folder itself: that may be a disk of its own.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    before.mkdir(mode=0o700)
    for child in list(folder.iterdir()):
        move(child, before / child.name)
    for child in list(fresh.iterdir()):
        move(child, folder / child.name)


def _exchange_sqlite(fresh: Path, before: Path, move: Any) -> None:
    place = _sqlite_file()
    place.parent.mkdir(parents=True, exist_ok=True)
    for suffix in _LOGS:
        file = place.with_name(place.name + suffix)
        if file.exists():
            move(file, before / file.name)
    move(fresh, place)


def _exchange_postgresql(fresh: Path, before: Path, _move: Any) -> None:
    """Exchange the database in one transaction; what is newer than it goes too."""
    words = before / "database.sql"
    backups.run_tool(
        "pg_restore", "--no-owner", "--no-acl", f"--file={words}", str(fresh)
    )
    backups.run_tool(
        "psql",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--command=DROP SCHEMA public CASCADE; CREATE SCHEMA public",
        f"--file={words}",
    )


_EXCHANGES: Final = {
    "sqlite": _exchange_sqlite,
    "postgresql": _exchange_postgresql,
}


def _sqlite_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def _drop_logs() -> None:
    if connection.vendor == "sqlite":
        for suffix in _LOGS[1:]:
            place = _sqlite_file()
            place.with_name(place.name + suffix).unlink(missing_ok=True)
