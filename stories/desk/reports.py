"""Reports: read, asked about, decided; before all other work of the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wagtail.admin import messages

from staff.models import User
from stories import actions
from stories.actions.checking import MODERATE, check_answers, kinds_answered_by
from stories.actions.publishing import why_it_stays_hidden
from stories.actions.reporting import MODERATORS, REMOVED_FOR
from stories.desk.forms import SeenForm
from stories.desk.pages import DeskPage, is_number, show_again, take_errors
from stories.keys.keyring import KeyGone
from stories.models import Reason, Report, ReportState
from stories.opened import ReadMessage, open_report
from stories.private_querysets import ReportQuerySet
from stories.reported import STORY, Reported, find, kind_of

FIRST: Final = 50
"""Reports that the queue shows; the others follow when these are done."""
UNREAD_A_PAGE: Final = 200

STANDS: Final[Mapping[str, Promise]] = {
    ReportState.OPEN: _("to be read"),
    ReportState.ASKED: _("asked; whoever reports answers next"),
    ReportState.DONE: _("closed: removed or corrected"),
    ReportState.REFUSED: _("closed without removal"),
}
"""Where a report stands, in the moderators' words."""

REPORTED: Final = _("Reported")
"""What the desk is called where only reports are answered."""

_WORDS: Final = {"rows": 4, "cols": 30, "dir": "auto"}


class AskForm(SeenForm):
    """A question for whoever reports."""

    words = forms.CharField(
        label=_("Your question"),
        help_text=_(
            "It is read under the report's code. Never ask for papers, and say nothing "
            "that readers of the story can't know."
        ),
        widget=forms.Textarea(attrs=_WORDS),
    )


class CloseForm(SeenForm):
    """The answer with which a report is closed."""

    words = forms.CharField(
        label=_("Your answer, for whoever reported it"),
        help_text=_("Say what you did and why. After 30 days all of it is erased."),
        widget=forms.Textarea(attrs=_WORDS),
    )


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list: what to know before it is opened."""

    number: int
    kind: str
    reason: str
    about_me: bool
    stands: str
    made_on: date
    accepted: int
    slow: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class ReportCase:
    """One report in full, for its page; who accepted is not named."""

    row: ReportRow
    public_id: str
    thing: Reported | None
    messages: list[ReadMessage] | None
    """None when the key is lost: nobody can read them."""
    open: bool
    is_story: bool
    story_there: bool
    may_be_removed: bool
    accepted_by_me: bool
    stays_hidden: str
    """Why the story can't be shown again now; empty if it can."""
    needed: int


def rows_of(reports: Iterable[Report]) -> list[ReportRow]:
    return [_row(report) for report in reports]


def to_read(to_do: ReportQuerySet) -> dict[str, Any]:
    """Return what `reports.html` shows of reports that are read one by one."""
    return {
        "reports": rows_of(to_do.with_rows()[:FIRST]),
        "more_reports": max(0, to_do.count() - FIRST),
    }


def for_queue() -> dict[str, Any]:
    """Return what the queue shows of reports, for `reports.html`."""
    unread = Report.objects.unread()
    return {
        **to_read(Report.objects.to_do()),
        "unread_reports_count": unread.count(),
        "unread_reports": [
            (report.pk, Reason(report.reason).label, report.reason, report.made_on)
            for report in unread.only("pk", "reason", "made_on")[:UNREAD_A_PAGE]
        ],
    }


def _row(report: Report) -> ReportRow:
    known = kind_of(report.kind)
    return ReportRow(
        number=report.pk,
        kind=str(known.label) if known else report.kind,
        reason=str(Reason(report.reason).label),
        about_me=report.reason == Reason.ABOUT_ME,
        stands=str(STANDS[report.state]),
        made_on=report.made_on,
        accepted=report.accepted,
        slow=report.slow,
        hidden=report.story is not None and report.story.hidden,
    )


def _case(report: Report, user: User) -> ReportCase:
    try:
        said = open_report(report)
    except KeyGone:
        said = None
    return ReportCase(
        row=_row(report),
        public_id=report.public_id,
        thing=find(report.kind, report.public_id),
        messages=said,
        open=report.state in (ReportState.OPEN, ReportState.ASKED),
        is_story=report.kind == STORY,
        story_there=report.story is not None,
        may_be_removed=report.story is not None and report.reason in REMOVED_FOR,
        stays_hidden=why_it_stays_hidden(report.story) if report.story else "",
        accepted_by_me=report.accepted_by.filter(pk=user.pk).exists(),
        needed=MODERATORS,
    )


def _ask(report: Report, user: User, words: str, seen: int) -> Promise:
    actions.ask_reporter(report, user, words, seen=seen)
    return _("Your question waits for whoever reported it.")


def _close(report: Report, user: User, words: str, seen: int) -> Promise:
    actions.close_report(report, user, words, seen=seen)
    return _("Closed. Your answer can be read under the code.")


def _correct(report: Report, user: User, words: str, seen: int) -> Promise:
    actions.close_report(report, user, words, removed=True, seen=seen)
    return _("Closed as corrected. Your answer can be read under the code.")


def _accept(report: Report, user: User, seen: int) -> Promise:
    if actions.accept_removal(report, user, seen=seen):
        return _("The story is gone for good.")
    return _("You accepted it. Now a second moderator must accept it too.")


def _hide(report: Report, user: User) -> Promise:
    actions.hide_story(_story_of(report), user)
    return _("Hidden. Readers don't see it any more.")


def _show(report: Report, user: User) -> Promise:
    actions.show_story(_story_of(report), user)
    return _("Readers see it again.")


def _story_of(report: Report) -> Any:
    if report.story is None:
        raise Http404
    return report.story


@dataclass(frozen=True, slots=True)
class Act:
    """What a button asks for, what it does, and whether the page stays; says what."""

    form: type[forms.Form]
    do: Callable[..., Promise]
    stays: bool = False


ACTS: Final = {
    "ask": Act(AskForm, _ask),
    "close": Act(CloseForm, _close),
    "correct": Act(CloseForm, _correct),
    "accept": Act(SeenForm, _accept),
    "hide": Act(forms.Form, _hide, stays=True),
    "show": Act(forms.Form, _show, stays=True),
}
_SHARED_FORM: Final = {"correct": "close"}
"""Two buttons of one form."""


class ReportedPage(DeskPage):
    """A page on reports, for moderators and for whoever corrects what is reported."""

    permission = "wagtailadmin.access_admin"
    header_icon = "warning"

    def back(self) -> tuple[str, str | Promise]:
        if self.staff.has_perm(MODERATE):
            return super().back()
        return "stories_desk:reports", REPORTED


class Reports(ReportedPage):
    """The reports on what somebody may correct, for those who don't moderate."""

    template_name = "stories/desk/reported.html"
    page_title = REPORTED

    def trail(self) -> list[dict[str, Any]]:
        return []

    def get(self, request: HttpRequest) -> HttpResponse:
        kinds = kinds_answered_by(self.staff)
        if not kinds:
            raise PermissionDenied
        return self.show(**to_read(Report.objects.to_do().of_kinds(kinds)))


class ReportPage(ReportedPage):
    """What was reported and why, what was written, then what can be done."""

    template_name = "stories/desk/report.html"

    def get_page_title(self) -> str:
        return str(_("Report %(number)s")) % {"number": self.kwargs["pk"]}

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(_report(pk, self.staff))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = _report(pk, self.staff)
        name = request.POST.get("act", "")
        if name not in ACTS:
            raise Http404
        act = ACTS[name]
        shown_as = _SHARED_FORM.get(name, name)
        form = act.form(request.POST, auto_id=f"{shown_as}-%s")
        if form.is_valid():
            try:
                said = act.do(report, request.user, **form.cleaned_data)
            except ValidationError as error:
                take_errors(form, error)
            else:
                messages.success(request, said)
                if act.stays:
                    return redirect("stories_desk:report", pk)
                return redirect(self.back()[0])
        return self._page(_report(pk, self.staff), **{shown_as: form})

    def _page(self, report: Report, **typed: forms.Form) -> HttpResponse:
        case = _case(report, cast(User, self.request.user))
        seen = {"seen": len(case.messages or [])}
        shown = {
            "ask": AskForm(initial=seen, auto_id="ask-%s"),
            "close": CloseForm(initial=seen, auto_id="close-%s"),
            "accept": SeenForm(initial=seen, auto_id="accept-%s"),
            **typed,
        }
        show_again(typed.values(), seen)
        return self.show(case=case, forms=shown, typed=list(typed))


class CloseUnread(DeskPage):
    """Closes what was ticked in the slow lane, unopened."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        ticked = request.POST.getlist("report")
        chosen = [pk for pk in ticked if is_number(pk)]
        found = Report.objects.filter(pk__in=chosen)
        count = actions.close_unread(found, cast(User, request.user))
        if count:
            said = ngettext(
                "%(count)s report is closed unread.",
                "%(count)s reports are closed unread.",
                count,
            )
            messages.success(request, said % {"count": count})
        else:
            messages.warning(request, _("Tick what is to be closed."))
        return redirect("stories_desk:queue")


def _report(pk: int, user: User) -> Report:
    """Return a report without its receipt; 404 once it is erased.

    Raises PermissionDenied for whoever may not answer it.
    """
    found = Report.objects.with_rows().filter(pk=pk).first()
    if found is None:
        raise Http404
    check_answers(user, found.kind)
    return found
