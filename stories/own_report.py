"""A report as whoever wrote it reads it under its code."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from editorial.dates import partial_date
from stories.models import Reason, Report, ReportState, Sender
from stories.opened import open_report
from stories.own_story import Said
from stories.reported import Reported, find, kind_of
from stories.sweeps import REPORT_KEPT_DAYS, REPORT_UNANSWERED_DAYS

NEXT: Final[dict[str, Any]] = {
    ReportState.OPEN: _(
        "A moderator will read it. Come back in a few days for the answer."
    ),
    ReportState.ASKED: _("Read our question and answer it here."),
    ReportState.DONE: _("What you reported was removed or corrected."),
    ReportState.REFUSED: _("It stays as it is. You find the reason below."),
}
"""What happens next, in each state."""
NOT_READ: Final = _(
    "Nobody has read your report: it came together with many that no person wrote, and "
    "looked like one of them. If you wrote it yourself, we are sorry. Please report it "
    "once more."
)

_DAYS: Final[dict[str, int]] = {
    ReportState.ASKED: REPORT_UNANSWERED_DAYS,
    ReportState.DONE: REPORT_KEPT_DAYS,
    ReportState.REFUSED: REPORT_KEPT_DAYS,
}


class OwnReport:
    """Everything that the page under a report's code shows."""

    def __init__(self, report: Report, language: str) -> None:
        self.report = report
        self.reader_language = language
        self.state = ReportState(report.state)

    def _day(self, day: date) -> str:
        return partial_date(day.isoformat(), self.reader_language)

    @property
    def status(self) -> str:
        return str(self.state.label)

    @property
    def next(self) -> Any:
        answered = any(not said.mine for said in self.messages)
        if self.state == ReportState.REFUSED and not answered:
            return NOT_READ
        return NEXT[self.state]

    @property
    def reason(self) -> str:
        return str(Reason(self.report.reason).label)

    @property
    def made_on(self) -> str:
        return self._day(self.report.made_on)

    @property
    def kept_until(self) -> str:
        """The last day on which it is kept if nothing happens; empty without one."""
        days = _DAYS.get(self.state)
        if days is None:
            return ""
        return self._day(self.report.changed_on + timedelta(days=days))

    @property
    def kind(self) -> Any:
        known = kind_of(self.report.kind)
        return known.label if known else ""

    @cached_property
    def thing(self) -> Reported | None:
        """What was reported, while readers can see it."""
        return find(self.report.kind, self.report.public_id)

    @cached_property
    def messages(self) -> list[Said]:
        return [
            Said(said.sender == Sender.TELLER, self._day(said.sent_on), said.words)
            for said in open_report(self.report)
        ]

    @property
    def own_messages(self) -> int:
        """How many of her own messages are shown: what `tell_more` is told."""
        return sum(said.mine for said in self.messages)

    @property
    def can_write(self) -> bool:
        return self.state in (ReportState.OPEN, ReportState.ASKED)

    @property
    def was_asked(self) -> bool:
        return self.state == ReportState.ASKED
