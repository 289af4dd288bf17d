from __future__ import annotations

import gc
import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from editorial.management.commands.library import LEFT_ALONE
from languages import registry
from philoxenia.furnish import furnish
from philoxenia.steps import say, step
from search.analysis import dictionaries
from stories.keys.router import APP, KEYS

YOUNG_OBJECTS: Final = 50_000
"""How many objects are made between two rounds of Python's collector."""


class Command(BaseCommand):
    """Brings a copy to the state in which it can serve, doing only what is missing."""

    help = "Migrate, load the shipped content, build the index, collect static files."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        # Loading makes millions of objects and hardly any garbage.
        gc.freeze()
        gc.set_threshold(YOUNG_OBJECTS)
        with _word_lists_beside() as word_lists:
            for label, run in (*FILL, (WORD_LISTS, word_lists), *SHOW):
                with step(label):
                    run()
        _show_first_admin()


@contextmanager
def _word_lists_beside() -> Iterator[Callable[[], None]]:
    """Build missing word lists while the database is filled, which takes one core.

    Yields what waits for them and builds what is still missing.
    """
    lists = None
    if dictionaries.missing(registry.WORD_LISTS, settings.SEARCH_TRIES):
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "tries"]
        lists = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def wait() -> None:
        if lists:
            lists.wait()
        call_command("tries")

    try:
        yield wait
    finally:
        if lists:
            lists.terminate()
            lists.wait()


def _migrate() -> None:
    if _lacks_migrations(connections[KEYS], APP):
        call_command("migrate", APP, database=KEYS, interactive=False, verbosity=0)
    if _lacks_migrations(connection):
        call_command("migrate", interactive=False, verbosity=0)
    else:
        # What `migrate` does at its end; the address may be another one this time.
        furnish()
    _guard_keys()


def _lacks_migrations(database: BaseDatabaseWrapper, app: str | None = None) -> bool:
    executor = MigrationExecutor(database)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes(app)))


def _guard_keys() -> None:
    """Let nobody but this user read the file with the keys."""
    if connections[KEYS].vendor == "sqlite":
        Path(connections[KEYS].settings_dict["NAME"]).chmod(0o600)


def _load_library() -> None:
    told = StringIO()
    try:
        call_command("library", stdout=told)
    except CommandError as error:
        # A broken file is no reason not to serve what is there.
        say(f"  {error}")
    for line in told.getvalue().splitlines():
        if line.startswith(LEFT_ALONE):
            say(line)


def _load_samples() -> None:
    """Give a trial copy stories to look at; a real site has none but its tellers'."""
    if not settings.PRODUCTION:
        call_command("demo", stdout=StringIO())


def _build_index() -> None:
    call_command("reindex", if_needed=True)


def _collect_static() -> None:
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = _static_fingerprint()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)


Steps = tuple[tuple[str, Callable[[], None]], ...]
FILL: Final[Steps] = (
    ("Migrate the database", _migrate),
    ("Load the shipped content", _load_library),
    ("Load the sample stories of a trial copy", _load_samples),
)
WORD_LISTS: Final = "Build the word lists of search"
SHOW: Final[Steps] = (
    ("Build the search index", _build_index),
    ("Collect static files", _collect_static),
)


def _static_fingerprint() -> str:
    """Return a word that changes when any static file does, without reading them."""
    digest = hashlib.sha256()
    for line in sorted(_static_files()):
        digest.update(line.encode())
    return digest.hexdigest()


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            yield f"{name} {file.st_size} {file.st_mtime_ns}\n"


def _show_first_admin() -> None:
    """Print the new administrator's password, the only time that it is known."""
    answer = StringIO()
    call_command("first_admin", stdout=answer)
    if words := answer.getvalue().split():
        name, password = words
        say(
            f"\n  Administrator: {name}   Password: {password}\n"
            "  This is shown only now. Lost it? "
            f".venv/bin/python manage.py changepassword {name}\n"
        )
