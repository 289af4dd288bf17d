"""Reporting something, without an account and without script, and coming back to it."""

from __future__ import annotations

import logging
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.anonymous import anonymous_form
from languages.registry import ORIGINAL, direction_of
from stories import actions, receipts
from stories.forms.mine import unsent
from stories.forms.reporting import AnswerForm, ReportForm
from stories.keys.keyring import KeyGone
from stories.models import Reason, Report
from stories.own_report import OwnReport
from stories.reported import Reported, ReportedKind, kind_of
from stories.tickets import age_of, is_hasty, new_ticket
from stories.views.reading import not_there
from stories.views.telling import NOT_KEPT

logger = logging.getLogger(__name__)

QUICK_A_DAY: Final = 100
"""Reports a day that are read in the usual order; the others wait in the slow lane."""
LONGEST_OPEN: Final = timedelta(days=1)
"""How long a form may stand open. A browser that sends its page again after weeks must
not bring back a report that was erased meanwhile."""

TOO_OLD: Final = _("This page had been open for too long. Please send it once more.")
ORIGIN_HIDDEN: Final = _(
    "Your browser does not say which page this came from, so nothing was sent. "
    "Your words are still here. Press the button again, or use another browser."
)


@anonymous_form
def report_page(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """Take a report about a public thing, and show the code for its answer."""
    known = kind_of(kind)
    if known is None:
        raise Http404
    code = receipts.parse(request.POST.get("code", "")) or ""
    report = Report.objects.by_code(code) if code else None
    if report is not None:
        return _received(request, code)
    thing = known.find(public_id)
    if thing is None:
        return not_there(request, public_id)
    page = _FormPage(request, kind, known, thing)
    if request.method != "POST":
        return page.show(ReportForm())
    if request.POST.get("go") == "stay":
        return page.show(_typed(request))
    if request.origin_hidden:  # type: ignore[attr-defined]
        return page.show(_typed(request), notice=ORIGIN_HIDDEN)
    age = age_of(request.POST.get("ticket", ""), code) if code else None
    if age is None or age > LONGEST_OPEN:
        return page.show(_typed(request), notice=TOO_OLD, anew=True)
    form = ReportForm(request.POST)
    form.is_valid()
    try:
        actions.report(
            kind,
            public_id,
            form.cleaned_data.get("reason", ""),
            form.cleaned_data.get("words", ""),
            code,
            slow=_is_slow(request, code),
        )
    except ValidationError as error:
        _add_errors(form, error)
        return page.show(form)
    except DatabaseError as error:
        # The name alone: a message could repeat what was written.
        logger.error("A report cannot be kept: %s.", type(error).__name__)
        response = page.show(_typed(request), notice=NOT_KEPT)
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return response
    return _received(request, code)


class _FormPage:
    """The form about one thing, with a code of its own until it is sent."""

    def __init__(
        self, request: HttpRequest, kind: str, known: ReportedKind, thing: Reported
    ) -> None:
        self.request = request
        self.kind = kind
        self.known = known
        self.thing = thing

    def show(
        self, form: ReportForm, *, notice: Any = "", anew: bool = False
    ) -> HttpResponse:
        sent = self.request.POST
        code = receipts.parse(sent.get("code", "")) or ""
        ticket = sent.get("ticket", "")
        if anew or not code or age_of(ticket, code) is None:
            code = receipts.new_code()
            ticket = new_ticket(code)
        context = {
            "kind": self.kind,
            "label": self.known.label,
            "room": self.known.room,
            "thing": self.thing,
            "thing_direction": direction_of(self.thing.language),
            "form": form,
            "notice": notice,
            "code": code,
            "ticket": ticket,
        }
        return render(self.request, "stories/report/form.html", context)


def _typed(request: HttpRequest) -> ReportForm:
    """Return the form with everything that was typed, unchecked."""
    typed = {name: request.POST.get(name, "") for name in ReportForm.base_fields}
    return ReportForm(initial=typed)


def _is_slow(request: HttpRequest, code: str) -> bool:
    trap = request.POST.get("website", "")
    if is_hasty(request.POST.get("ticket", ""), code, trap):
        return True
    if request.POST.get("reason") == Reason.ABOUT_ME:
        # No flood of others may bury it.
        return False
    quick = Report.objects.made_quick(timezone.localdate())
    return quick.count() >= QUICK_A_DAY


def _add_errors(form: Form, error: ValidationError) -> None:
    """Put each error beside its field, once."""
    by_part = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
    for part, errors in by_part.items():
        if not form.has_error(part):
            form.add_error(part if part in form.fields else None, errors)


def _received(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "stories/report/received.html", {"code": code})


def report_under_code(request: HttpRequest, report: Report, code: str) -> HttpResponse:
    """Show a report to whoever holds its code, and take what they add."""
    try:
        return _under_code(request, report, code)
    except KeyGone:
        context = {"code": code, "unsent": unsent(request.POST.get("words", ""))}
        return render(request, "stories/report/unreadable.html", context)


def _under_code(request: HttpRequest, report: Report, code: str) -> HttpResponse:
    words = request.POST.get("words", "")
    adding = request.POST.get("act") == "add" and request.POST.get("go") != "stay"
    hidden: bool = request.origin_hidden  # type: ignore[attr-defined]
    notice: Any = ""
    wrong: ValidationError | None = None
    if adding and hidden:
        notice = ORIGIN_HIDDEN
    elif adding:
        try:
            actions.tell_more(report, words, after=_seen(request))
            notice, words = _("Thank you. The editors read what you added."), ""
        except ValidationError as error:
            wrong = error
        report.refresh_from_db()
    own = OwnReport(report, get_language() or ORIGINAL)
    label = _("Your answer") if own.was_asked else _("Do you want to add something?")
    form = AnswerForm({"words": words} if wrong else None, label=label)
    form.initial = {"words": words}
    if wrong:
        form.add_error("words" if own.can_write else None, wrong)
    context = {
        "own": own,
        "code": code,
        "form": form,
        "notice": notice,
        "unsent": {} if own.can_write else unsent(words),
    }
    return render(request, "stories/report/report.html", context)


def _seen(request: HttpRequest) -> int:
    """Return how many of her own messages she saw; none where the number is lost."""
    try:
        return max(0, int(request.POST.get("after", "")))
    except ValueError:
        return 0
