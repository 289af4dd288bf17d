"""How a record reads in one language: its own words first, else the original's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from babel.core import Locale
from babel.numbers import format_currency

from editorial.dates import partial_date
from editorial.places import country_name
from editorial.presentation import Passage, Shown
from languages.registry import ORIGINAL, Direction, direction_of
from practices.models import (
    SECTIONS,
    Disagreement,
    Fact,
    Finding,
    Funding,
    Practice,
    PracticeText,
    Result,
    Status,
    Transfer,
    Way,
)
from stories.reported import Reported, ReportedKind

_LETTER_BEFORE_DIGIT: Final = re.compile(r"(?<=[^\W\d_])(?=\d)")
"""Where CLDR's `currencySpacing` has a space and Babel none: in SEK 5, not in €5."""


@dataclass(frozen=True)
class ShownResult:
    """A result's facts with its words, if any text has them."""

    result: Result
    finding: Finding | None


@dataclass(frozen=True)
class PlainFact:
    """A fact that is one short value; empty means unknown."""

    label: str | Promise
    value: str


class Record(Shown[Practice, PracticeText]):
    """One practice as a reader of one language sees it."""

    @property
    def practice(self) -> Practice:
        return self.thing

    @cached_property
    def passages(self) -> list[Passage]:
        """The sections that have words, in this language or the original's."""
        return self.passages_of(SECTIONS)

    @cached_property
    def only_in_original(self) -> bool:
        """Whether the body is shown in another language than the title."""
        return any(passage.text is not self.text for passage in self.passages)

    @cached_property
    def results(self) -> list[ShownResult]:
        words = {
            finding.result_id: finding
            for text in reversed((self.text, self.original))
            for finding in text.findings.all()
        }
        return [
            ShownResult(result, words.get(result.pk))
            for result in self.practice.results.all()
        ]

    @cached_property
    def disagreements(self) -> list[Disagreement]:
        """Where sources differ, in this language or the original's."""
        own = list(self.text.disagreements.all())
        return own or list(self.original.disagreements.all())

    @cached_property
    def transfers(self) -> list[tuple[str, Record]]:
        """The public practices that it came from or went to, whichever names which."""
        own = self.practice.pk
        # Both may say the same of each other: then it is told once.
        ways = dict.fromkeys(
            (row.practice_id, Way(row.kind))
            if row.thing_id == own
            else (row.thing_id, Way(row.kind).back)
            for row in Transfer.objects.touching(self.practice)
        )
        if not ways:
            return []
        found = Practice.objects.public().filter(pk__in=[pk for pk, _way in ways])
        others = records(found.with_titles(), self.reader_language)
        shown = {other.practice.pk: other for other in others}
        return [(str(way.label), shown[pk]) for pk, way in ways if pk in shown]

    @property
    def evidence_text(self) -> PracticeText | None:
        """The text whose words explain the grade."""
        return self.text_with("evidence_reason")

    @property
    def partners_text(self) -> PracticeText | None:
        return self.text_with("partners")

    @cached_property
    def place(self) -> list[str]:
        """City, region and country, as far as they are known."""
        parts = (self.practice.city, self.practice.region, self.country)
        return [part for part in parts if part]

    @property
    def country(self) -> str:
        return country_name(self.practice.country, self.reader_language)

    @property
    def name_direction(self) -> Direction:
        return direction_of(self.practice.name_language)

    @property
    def plain_facts(self) -> list[PlainFact]:
        practice = self.practice
        status = practice.get_status_display() if practice.status else ""
        if status and practice.status_as_of:
            status = gettext("%(status)s (as of %(date)s)") % {
                "status": status,
                "date": self.written(practice.status_as_of),
            }
        values = {
            Fact.STATUS: status,
            Fact.START: self.written(practice.start),
            Fact.END: self.written(practice.end),
            Fact.LEAD: practice.lead,
            Fact.LEVEL: practice.level.name if practice.level else "",
        }
        return [
            PlainFact(fact.label, value)
            for fact, value in values.items()
            if value or self.is_asked(fact)
        ]

    def is_asked(self, fact: str) -> bool:
        """Whether a missing value is a gap: what has not ended has no end to know."""
        return fact != Fact.END or self.practice.status == Status.ENDED

    @property
    def start(self) -> str:
        return self.written(self.practice.start)

    def written(self, date: str) -> str:
        """Return a partial date as the reader's language writes it."""
        return partial_date(date, self.reader_language)

    @cached_property
    def directions(self) -> list[str]:
        """The directions that its results have, each once."""
        labels = [
            result.get_direction_display() for result in self.practice.results.all()
        ]
        return list(dict.fromkeys(labels))

    @cached_property
    def unknown(self) -> list[str | Promise]:
        """What no source states; said, so that nobody takes silence for a no."""
        facts = [
            fact
            for fact, columns in Practice.sourced.items()
            if self.is_asked(fact)
            and fact not in SECTIONS
            and not any(self.practice.states(column) for column in columns)
        ]
        sections = [
            name
            for name in (*SECTIONS, "partners")
            if not self.text_with(name)
            and not (name == Fact.TRANSFERS and self.transfers)
        ]
        return [Fact(name).label for name in (*facts, *sections)]

    def funding(self) -> list[tuple[Funding, str]]:
        """Each sum in the reader's way of writing it."""
        return [
            (row, money(row.amount, row.currency, self.reader_language))
            for row in self.practice.funding.all()
        ]


def money(amount: Decimal | None, currency: str, language: str) -> str:
    """Return a sum as the language writes it, with cents only where there are some.

    Empty where no amount is known.
    """
    if amount is None:
        return ""
    pattern = Locale.parse(language).currency_formats["standard"].pattern
    if amount == amount.to_integral_value():
        pattern = pattern.replace(".00", "")
    written = format_currency(
        amount, currency, pattern, locale=language, currency_digits=False
    )
    return _LETTER_BEFORE_DIGIT.sub("\N{NO-BREAK SPACE}", written)


def records(practices: Iterable[Practice], language: str) -> list[Record]:
    return [Record(practice, language) for practice in practices]


def _reported(public_id: str) -> Reported | None:
    practice = Practice.objects.public().with_rows().filter(public_id=public_id).first()
    if practice is None:
        return None
    record = Record(practice, get_language() or ORIGINAL)
    return Reported(record.text.title, record.address, record.text.language)


REPORTED_PRACTICE: Final = ReportedKind(
    _("Record"), _reported, "practices", changed_by="practices.change_practice"
)
