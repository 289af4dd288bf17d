from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pyrage.x25519 import Identity

from philoxenia.restoring import NotRestored, restore
from philoxenia.sealing import read_identities


class Command(BaseCommand):
    help = "Puts a backup in place, without what was taken back since it was made."
    # The database may be missing or damaged.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path)
        parser.add_argument(
            "--identity",
            type=Path,
            action="append",
            required=True,
            metavar="FILE",
            help="the file that `backup --new-key` wrote; may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        backup: Path = options["backup"]
        if not backup.is_file():
            raise CommandError(f"{backup} is no file.")
        identities = [one for path in options["identity"] for one in _read(path)]
        try:
            erased = restore(backup, identities)
        except (NotRestored, ImproperlyConfigured, RuntimeError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored {backup.name}. Of what it holds, {erased} had been taken back "
            "since and is erased. Everybody has to sign in again.\n"
            "Start the site, then look at the reports: those of after the backup are "
            "lost."
        )


def _read(path: Path) -> list[Identity]:
    try:
        return read_identities(path)
    except (OSError, ValueError) as error:
        raise CommandError(
            f"{path} holds no identity. It is the file that `backup --new-key` wrote; "
            "a line in it begins with AGE-SECRET-KEY-1."
        ) from error
