from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import actions
from search.engines.base import Unavailable


class Command(BaseCommand):
    help = "Compares the search index with the database, says how they differ, repairs."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = actions.reconcile()
        except Unavailable as error:
            raise CommandError(
                "The search index cannot be read. Build it anew: manage.py reindex"
            ) from error
        self.stdout.write(
            f"missing {found.missing}, outdated {found.outdated}, extra {found.extra}"
            + (": repaired." if found else ": nothing to repair.")
        )
