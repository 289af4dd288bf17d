from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tqdm import tqdm

from languages import registry
from search.analysis import dictionaries


class Command(BaseCommand):
    help = "Builds the word lists that the search reads words with, where missing."

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = dictionaries.missing(registry.WORD_LISTS, settings.SEARCH_TRIES)
        if not wanted:
            return
        with tqdm(total=len(wanted), desc="word lists", file=sys.stderr) as bar:
            dictionaries.build_all(
                wanted, settings.SEARCH_TRIES, lambda code: bar.update()
            )
