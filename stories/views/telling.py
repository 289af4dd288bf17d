"""Telling a story: one address, one step after another, every one of them a POST.

The code travels in the form alone. A step is kept when she goes on or back; what she
sends twice is kept once.
"""

from __future__ import annotations

import logging
from functools import cached_property
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.anonymous import anonymous_form
from languages.registry import BY_CODE, ORIGINAL
from stories import actions, receipts
from stories.drafts import EMPTY, Draft, read_draft
from stories.forms import steps as forms
from stories.keys.keyring import KeyGone
from stories.models import State, Submission
from stories.opened import OpenSubmission, open_submission, was_taken_back
from stories.said import summary
from stories.telling import AgeBand, Telling
from stories.tickets import age_of, is_hasty, new_ticket
from stories.way import (
    BEFORE,
    BY_NAME,
    CHECK,
    CONSENTS,
    PHOTO,
    Step,
    beside,
    stopped_at,
    way_of,
)

logger = logging.getLogger(__name__)

QUICK_A_DAY: Final = 200
"""Stories a day that are read in the usual order; a town's project gets a few a week,
and no two moderators read more. What comes beyond waits in the slow lane."""

END: Final = "end"
"""The last field of the form with a file: without it, the body was cut off."""

CUT_OFF = _("The photo did not arrive whole. Please choose it again, or go on without.")
PHOTO_AGAIN = _("Please choose the photo again.")
LAPSED = _(
    "Nothing is kept under this code any more: it was taken back, or not used for 30 "
    "days. What you typed here is still here. If you go on, a new story begins under "
    "the same code."
)
KEY_LOST = _(
    "Your code is right, but what you wrote to us can no longer be read by anybody: "
    "the key to it was lost. We are sorry. What you typed here is still here. If you "
    "go on, a new story begins under the same code."
)

NOT_KEPT = _(
    "We cannot keep anything at the moment. The fault is ours. What you typed is still "
    "here: press the button again in a few minutes."
)


@anonymous_form
def tell(request: HttpRequest) -> HttpResponse:
    """Take a story step by step, in the languages in which all of it is written."""
    if not BY_CODE[get_language() or ORIGINAL].telling:
        return render(request, "stories/tell/closed.html")
    if request.method != "POST":
        return first_page(request)
    try:
        data = request.POST
    except RequestDataTooBig:
        return render(request, "stories/tell/unread.html", status=413)
    except (
        BadRequest,
        MultiPartParserError,
        SuspiciousOperation,
        UnreadablePostError,
    ):
        return render(request, "stories/tell/unread.html", status=400)
    visit = Visit(request, data)
    try:
        return visit.answer()
    except DatabaseError as error:
        if not visit.has_typed:
            raise
        # The name alone: a message could repeat what she wrote.
        logger.error("A story cannot be kept: %s.", type(error).__name__)
        return visit.not_kept()


def first_page(request: HttpRequest) -> HttpResponse:
    """Show what happens to her words, with a fresh code that nothing is kept under."""
    code = receipts.new_code()
    context = {"step": BY_NAME[BEFORE], "code": code, "ticket": new_ticket(code)}
    return render(request, "stories/tell/before.html", context)


class Visit:
    """One POST of a teller, from her code to the page that answers it."""

    def __init__(self, request: HttpRequest, data: QueryDict) -> None:
        self.request = request
        self.data = data
        self.code = receipts.parse(data.get("code", "")) or ""
        self.ticket = data.get("ticket", "")
        self.go = data.get("go", "")
        self.step = BY_NAME.get(data.get("step", ""))
        self.writes = not request.origin_hidden  # type: ignore[attr-defined]
        self.again: Any = ""
        self.problem: Any = ""

    @property
    def has_typed(self) -> bool:
        """Tell whether the step that she sends asks her for anything."""
        return self.step is not None and self.step.form is not forms.NothingForm

    def answer(self) -> HttpResponse:
        """Return the page for what she sent."""
        submission = Submission.objects.by_code(self.code)
        try:
            if submission is None:
                return self._without_row()
            return self._answer_for(submission)
        except KeyGone:
            return self._unreadable(submission)

    def not_kept(self) -> HttpResponse:
        """Show what she typed once more, to be sent again when we can keep it.

        What is kept can't be read: the form asks again for all that it was sent.
        """
        self.problem = NOT_KEPT
        if "again" in self.data:
            self.again = LAPSED
        age_band = AgeBand.UNDER_18 if "guardian" in self.data else ""
        sent = Draft(Telling(age_band=age_band), has_photo="photo" in self.data)
        response = self._typed(self.step or BY_NAME[BEFORE], sent)
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return response

    def _unreadable(self, submission: Submission | None) -> HttpResponse:
        """Tell a story that was taken back from one whose key is lost.

        A draft without its key makes room for what she typed when she asks for it.
        """
        if submission is None or was_taken_back(submission):
            return render(self.request, "stories/tell/taken_back.html")
        is_draft = submission.state == State.DRAFT
        if is_draft and self._asks_to_keep and "again" in self.data:
            actions.withdraw(submission)
            return self.answer()
        if is_draft and self.step and self.has_typed:
            self.again = KEY_LOST
            return self._typed(self.step, EMPTY)
        context = {"code": self.code, "step": self.step, "unsent": self._words_typed()}
        return render(self.request, "stories/mine/unreadable.html", context)

    def _without_row(self) -> HttpResponse:
        """Begin under a code of ours; begin again only when she asks for it.

        What was taken back must not return because a browser sends an old page anew.
        """
        if not self.code or age_of(self.ticket, self.code) is None:
            return render(self.request, "stories/tell/whose.html")
        step = self.step or BY_NAME[BEFORE]
        begins = step.name == BEFORE or "again" in self.data
        if self._asks_to_keep and begins:
            return self._answer_for(self._begin())
        self.again = LAPSED if step.name != BEFORE else ""
        return self._typed(step, EMPTY)

    @property
    def _asks_to_keep(self) -> bool:
        return self.go in ("on", "back") and self.writes

    def _begin(self) -> Submission:
        trap = self.data.get("website", "")
        quick = Submission.objects.begun_quick(timezone.localdate())
        slow = is_hasty(self.ticket, self.code, trap) or quick.count() >= QUICK_A_DAY
        return actions.start_submission(self.code, slow=slow)

    def _answer_for(self, submission: Submission) -> HttpResponse:
        opened = open_submission(submission)
        draft = read_draft(opened)
        if submission.state != State.DRAFT:
            return self._after_sending(submission)
        step = self.step
        if step is None or self.go == "resume":
            return self._page(stopped_at(draft), draft)
        if not self.writes:
            return self._typed(step, draft)
        if self.go == "remove" and draft.has_photo:
            actions.remove_photo(submission)
            return self._page(step, read_draft(_again(opened)))
        if self.go == "on" and step.name == CHECK:
            return self._send(submission, draft)
        if self.go in ("on", "back") or self.go in BY_NAME:
            return self._keep(opened, step, draft)
        return self._typed(step, draft)

    def _keep(self, opened: OpenSubmission, step: Step, draft: Draft) -> HttpResponse:
        """Keep what is right in a step, and lead on if nothing is wrong."""
        form = step.form(self.data, self.request.FILES, draft=draft)
        if form.is_valid() and step.name == PHOTO and END not in self.data:
            form.add_error("photo", CUT_OFF)
        if form.is_valid():
            try:
                step.keep(opened.submission, form)
            except ValidationError as error:
                _add_errors(form, error)
        now = read_draft(_again(opened))
        if self.go == "on" and form.is_valid():
            for part, errors in form.missing(now).items():
                form.add_error(part, errors)
        if not form.is_valid():
            return self._page(step, now, form)
        return self._page(self._following(step, now), now)

    def _following(self, step: Step, draft: Draft) -> Step:
        if self.go == "back":
            return beside(step, draft, -1)
        if self.go in BY_NAME:
            return BY_NAME[self.go]
        if self.data.get("then") == CHECK:
            asks = step.name in ("age", PHOTO) and draft.agreement_open
            return BY_NAME[CONSENTS if asks else CHECK]
        return beside(step, draft, 1)

    def _send(self, submission: Submission, draft: Draft) -> HttpResponse:
        try:
            actions.submit(submission)
        except ValidationError as error:
            form = forms.NothingForm(self.data, draft=draft)
            _add_errors(form, error)
            return self._page(BY_NAME[CHECK], draft, form)
        return self._sent()

    def _after_sending(self, submission: Submission) -> HttpResponse:
        """Show that it was sent, or where it stands; the rest is told at `mine`."""
        sent = submission.state == State.WAITING
        if sent and self.step == BY_NAME[CHECK]:
            return self._sent()
        context = {
            "state": State(submission.state).label,
            "typed": self._words_typed(),
            **self._carried,
        }
        return render(self.request, "stories/tell/state.html", context)

    def _words_typed(self) -> dict[str, str]:
        """Return the words of a step that can no longer be kept, to show them back."""
        form = self.step.form(self.data, draft=EMPTY) if self.step else None
        return {
            field.html_name: field.value()
            for field in form or ()
            if isinstance(field.field, forms.Words) and field.value()
        }

    def _sent(self) -> HttpResponse:
        return render(self.request, "stories/tell/sent.html", self._carried)

    def _typed(self, step: Step, draft: Draft) -> HttpResponse:
        """Show a step with everything that was typed, unchecked and unkept."""
        typed = step.form(self.data, draft=draft).typed()
        form = step.form(draft=draft, initial=typed)
        return self._page(step, draft, form, lost_photo=bool(self.request.FILES))

    def _page(
        self,
        step: Step,
        draft: Draft,
        form: forms.StepForm | None = None,
        *,
        lost_photo: bool = False,
    ) -> HttpResponse:
        way = way_of(draft)
        stays = step is self.step or step.name == CONSENTS
        then = self.data.get("then") if stays and self.go != "back" else ""
        if self.go in BY_NAME:
            then = CHECK
        context = {
            **self._carried,
            "step": step,
            "form": form or step.form(draft=draft),
            "draft": draft,
            "begun": draft.submission is not None,
            "number": way.index(step) if step in way else 0,
            "steps": len(way) - 1,
            "then": CHECK if then == CHECK else "",
            "again": self.again,
            "problem": self.problem,
            "hidden_origin": not self.writes,
            "photo_again": PHOTO_AGAIN if lost_photo else "",
        }
        if step.name == CHECK:
            context["summary"] = summary(draft)
        return render(self.request, step.template, context)

    @cached_property
    def _carried(self) -> dict[str, Any]:
        """What every page under a code shows and sends on."""
        ours = age_of(self.ticket, self.code) is not None
        typed = self.data.get("last_group", "").strip()
        right = _digits(typed) == receipts.last_group(self.code)
        kept = "kept" in self.data or right
        return {
            "posted": True,
            "step": self.step or BY_NAME[BEFORE],
            "code": self.code,
            "ticket": self.ticket if ours else new_ticket(self.code),
            "kept": kept,
            "wrong": bool(typed) and not kept,
        }


def _again(opened: OpenSubmission) -> OpenSubmission:
    """Return the submission as it is now; raises KeyGone once it was taken back."""
    now = Submission.objects.with_photo().filter(pk=opened.submission.pk).first()
    if now is None:
        raise KeyGone
    return OpenSubmission(now, opened.cipher)


def _digits(typed: str) -> str:
    """Return the digits of what was typed back, in any script; empty for others."""
    return receipts.digits_in(typed[: receipts.DIGITS]) or ""


def _add_errors(form: forms.StepForm, error: ValidationError) -> None:
    """Put each error beside its field, or above all where the step has none."""
    by_part = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
    for part, errors in by_part.items():
        for one in errors:
            form.add_error(part if part in form.fields else None, one)
