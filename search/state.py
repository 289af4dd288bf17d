"""How the search is: what whoever runs this copy wants to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import get_language

from editorial.places import language_name
from languages.registry import BY_CODE, ORIGINAL

from . import kinds
from .analysis import ANALYSIS_VERSION
from .engines import engine
from .engines.base import Contents, Unavailable
from .models import Outbox, OutboxQuerySet, Run


@dataclass(frozen=True, slots=True)
class Row:
    """How many documents there are in one language, kind by kind."""

    language: str
    name: str
    numbers: list[int]
    total: int


def _row(language: str, counted: Mapping[tuple[str, str], int]) -> Row:
    numbers = [counted.get((kind.name, language), 0) for kind in kinds.all_kinds()]
    name = language_name(language, get_language() or ORIGINAL)
    return Row(language, name, numbers, sum(numbers))


class State:
    """The search as it is now; without an index there is nothing to count."""

    analysis = ANALYSIS_VERSION
    """The version with which this program reads words."""

    @property
    def engine(self) -> str:
        return engine().name

    @property
    def works(self) -> bool:
        return engine().healthy()

    @cached_property
    def contents(self) -> Contents | None:
        try:
            return engine().contents()
        except Unavailable:
            return None

    @property
    def kinds(self) -> list[str]:
        return [str(kind.label) for kind in kinds.all_kinds()]

    @property
    def rows(self) -> list[Row]:
        """The languages that have documents, in the order of the registry."""
        counted = self.contents.documents if self.contents else {}
        present = {language for _kind, language in counted}
        codes = [code for code in BY_CODE if code in present]
        return [
            _row(language, counted)
            for language in (*codes, *sorted(present.difference(codes)))
        ]

    @cached_property
    def waiting(self) -> int:
        """How many changes the index does not know yet."""
        return self._pending.count()

    @property
    def oldest(self) -> datetime | None:
        return self._pending.oldest()

    @cached_property
    def _pending(self) -> OutboxQuerySet:
        try:
            return Outbox.objects.pending(engine().applied())
        except Unavailable:
            return Outbox.objects.all()

    @cached_property
    def _runs(self) -> dict[str, Run]:
        return Run.objects.by_work()

    @property
    def rebuilt(self) -> Run | None:
        return self._runs.get(Run.Work.REINDEX)

    @property
    def reconciled(self) -> Run | None:
        return self._runs.get(Run.Work.RECONCILE)
