"""Backups: one sealed file each, without keys, deleted after 35 days.

In one: what was taken back by then, the main database, pictures and the encrypted
private files. Never in one: the keys database, the secret key, index, word lists.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, storages
from django.db import DEFAULT_DB_ALIAS, connection, connections

from philoxenia.sealing import emptied, recipient_of, remove, sealed_archive
from stories.keys.models import Tombstone as KeysTombstone
from stories.models import Story, Tombstone
from sweeps.registry import register

KEPT: Final = timedelta(days=35)
FORMAT: Final = 1
"""Raised when an older product could not read a new backup."""

MANIFEST: Final = "manifest.json"
"""The first member, so that it can be read without the rest."""
DATABASE: Final = "database"
FILES: Final = {"media": "default", "private": "private"}
"""Folder in a backup → storage."""

_NAME: Final = re.compile(r"philoxenia-(\d{8}-\d{6})Z-[0-9a-f]{8}\.tar\.age\Z")
_DAY: Final = "%Y%m%d-%H%M%S"
_UNFINISHED: Final = ".unfinished"


class NoKey(ImproperlyConfigured):
    """Nobody has said for whom backups are sealed."""


def make_backup() -> Path:
    """Write a backup and return its path; web and worker may run meanwhile.

    Raises NoKey. What an interrupted one left behind is removed first.
    """
    recipient = _recipient()
    folder = _folder()
    with _one_at_a_time(folder):
        _remove_unfinished(folder)
        expire()
        name = f"philoxenia-{datetime.now(UTC):{_DAY}}Z-{secrets.token_hex(4)}.tar.age"
        unfinished = folder / (name + _UNFINISHED)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                with (
                    emptied(settings.VAR_DIR / "backing-up") as workshop,
                    sealed_archive(file, recipient) as archive,
                ):
                    _fill(archive, workshop)
                file.flush()
                os.fsync(file.fileno())
            return unfinished.rename(folder / name)
        finally:
            unfinished.unlink(missing_ok=True)


def all_backups() -> list[Path]:
    """Return the backups there are, the oldest first."""
    if not settings.BACKUP_DIR.is_dir():
        return []
    return sorted(path for path in settings.BACKUP_DIR.iterdir() if made_at(path))


def made_at(backup: Path) -> datetime | None:
    """Return when a backup was made, by its name; copying changes a file's date."""
    found = _NAME.match(backup.name)
    if found is None:
        return None
    with suppress(ValueError):
        return datetime.strptime(found[1], _DAY).replace(tzinfo=UTC)
    return None


def expire() -> int:
    """Delete backups older than 35 days; return how many."""
    before = datetime.now(UTC) - KEPT
    old = [path for path in all_backups() if (made_at(path) or before) < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def tidy() -> int:
    """Delete what is too old, and what an interrupted backup left behind."""
    done = expire()
    # A restore that was killed before it changed anything; none runs beside a worker.
    remove(settings.VAR_DIR / "restoring")
    if settings.BACKUP_DIR.is_dir():
        with suppress(BlockingIOError), _one_at_a_time(settings.BACKUP_DIR, wait=False):
            done += _remove_unfinished(settings.BACKUP_DIR)
    return done


def register_all() -> None:
    register("backups.expire", tidy, every=3600)


def file_folder(storage: str) -> Path:
    """Return where a storage keeps its files; raises ImproperlyConfigured."""
    found = storages[storage]
    if isinstance(found, FileSystemStorage):
        return Path(found.location)
    raise ImproperlyConfigured(
        f"The storage {storage!r} is no folder on this machine, so a backup cannot "
        "hold it: let the object store keep versions for 35 days at most."
    )


def _recipient() -> Any:
    if not settings.BACKUP_RECIPIENT:
        raise NoKey(
            "BACKUP_RECIPIENT is not set, and a backup is never written in the clear. "
            "Make a key: manage.py backup --new-key FILE"
        )
    try:
        return recipient_of(settings.BACKUP_RECIPIENT)
    except ValueError as error:
        raise NoKey(
            "BACKUP_RECIPIENT is no public key of age; it begins with age1. "
            "Make one: manage.py backup --new-key FILE"
        ) from error


def _folder() -> Path:
    folder: Path = settings.BACKUP_DIR
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def _one_at_a_time(folder: Path, *, wait: bool = True) -> Iterator[None]:
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield


def _remove_unfinished(folder: Path) -> int:
    left = list(folder.glob("*" + _UNFINISHED))
    for path in left:
        path.unlink(missing_ok=True)
    workshop = settings.VAR_DIR / "backing-up"
    if workshop.exists():
        with emptied(workshop):
            left.append(workshop)
    return len(left)


def _fill(archive: tarfile.TarFile, workshop: Path) -> None:
    snapshot = workshop / DATABASE
    _SNAPSHOTS[connection.vendor](snapshot)
    # After the snapshot, so that nothing can be in it whose tombstone is missing.
    _add_bytes(archive, MANIFEST, json.dumps(_manifest()).encode())
    _add_file(archive, DATABASE, snapshot)
    snapshot.unlink()
    for name, storage in FILES.items():
        folder = file_folder(storage)
        for path in sorted(folder.rglob("*")):
            # Taken back meanwhile: then it must be missing here as well.
            with suppress(FileNotFoundError):
                if path.is_file() and not path.is_symlink():
                    _add_file(archive, f"{name}/{path.relative_to(folder)}", path)


def _manifest() -> dict[str, Any]:
    return {
        "format": FORMAT,
        "vendor": connection.vendor,
        "tombstones": {ref: day.isoformat() for ref, day in tombstones().items()},
        "hidden": hidden_stories(),
    }


def tombstones() -> dict[str, Any]:
    """Return name → day of all that was taken back, as both databases say."""
    found: dict[str, Any] = {}
    for model in (Tombstone, KeysTombstone):
        found.update(model._default_manager.values_list("ref", "day"))
    return found


def hidden_stories() -> list[str]:
    """Return the public ids of stories that moderators have hidden."""
    hidden = Story.objects.filter(hidden=True)
    return list(hidden.values_list("public_id", flat=True))


def _snapshot_sqlite(target: Path) -> None:
    """Copy the database as it is at one moment; writers go on."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        # No log beside it, and none to be looked for where it is restored.
        copy.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)


def _snapshot_postgresql(target: Path) -> None:
    run_tool("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")
    target.chmod(0o600)


_SNAPSHOTS: Final = {
    "sqlite": _snapshot_sqlite,
    "postgresql": _snapshot_postgresql,
}


def run_tool(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own tools on the main database; raises RuntimeError."""
    if shutil.which(name) is None:
        raise RuntimeError(
            f"{name} is not installed. On Debian and Ubuntu, "
            "`apt-get install postgresql-client` brings it."
        )
    environment = os.environ | _libpq(connections[DEFAULT_DB_ALIAS].settings_dict)
    done = subprocess.run(
        [name, *arguments], env=environment, capture_output=True, check=False
    )
    if done.returncode:
        # Not its words: they may quote a row.
        raise RuntimeError(f"{name} failed with status {done.returncode}.")


def _libpq(database: Mapping[str, Any]) -> dict[str, str]:
    """Return where a database is, in PostgreSQL's own variables.

    Source: PostgreSQL's manual, "Environment Variables" of libpq.
    """
    names = {
        "PGDATABASE": database["NAME"],
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGSSLMODE": database.get("OPTIONS", {}).get("sslmode", ""),
    }
    return {name: str(value) for name, value in names.items() if value}


def _add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    archive.addfile(member, BytesIO(data))


def _add_file(archive: tarfile.TarFile, name: str, path: Path) -> None:
    with path.open("rb") as file:
        # Neither the machine's users nor hours: a private file's would say when.
        member = tarfile.TarInfo(name)
        member.mode = 0o644 if name.startswith("media/") else 0o600
        member.size = os.fstat(file.fileno()).st_size
        archive.addfile(member, file)
