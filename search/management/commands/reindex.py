from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tqdm import tqdm

from search import actions
from search.engines import engine
from search.engines.base import Unavailable


class Command(BaseCommand):
    help = "Builds the search index anew, beside the one that readers use meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="only when there is none, it is damaged, or words are read otherwise",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_needed"] and not engine().outdated():
            if not engine().healthy():
                self.stderr.write("The search index cannot be read: nothing was built.")
            return
        with tqdm(desc="search index", unit=" documents", file=sys.stderr) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            try:
                number = actions.reindex(show)
            except Unavailable as error:
                raise CommandError(f"{error} The index was not built.") from error
        self.stdout.write(f"The search index holds {number} documents.")
