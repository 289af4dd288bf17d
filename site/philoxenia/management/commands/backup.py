from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from philoxenia import backups
from philoxenia.sealing import new_identity


class Command(BaseCommand):
    help = "Writes a sealed backup into BACKUP_DIR; web and worker may go on running."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--new-key",
            type=Path,
            metavar="FILE",
            help="only make a key: its secret half goes into this new file",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_key"]:
            self._make_key(options["new_key"])
            return
        try:
            made = backups.make_backup()
        except (ImproperlyConfigured, RuntimeError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(made))

    def _make_key(self, path: Path) -> None:
        try:
            public = new_identity(path)
        except FileExistsError as error:
            raise CommandError(f"{path} exists already; it stays as it is.") from error
        self.stdout.write(
            f"BACKUP_RECIPIENT={public}\n\n"
            "Set this variable: with it the site can write backups and not read them.\n"
            f"Take {path} off this machine and keep it in two safe places: whoever "
            "restores needs it, and without it every backup is noise."
        )
