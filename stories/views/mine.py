"""The teller's own door: whoever has the code sees her story and decides about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.anonymous import anonymous_form
from languages.registry import ORIGINAL
from stories import actions, receipts
from stories.forms.consents import WORDING
from stories.forms.mine import UNKNOWN, CodeForm, unsent, words_form
from stories.keys.keyring import KeyGone
from stories.models import Report, Scope, Submission
from stories.opened import open_submission, was_taken_back
from stories.own_story import WHAT_STOPS, OwnStory
from stories.views.reporting import report_under_code

ORIGIN_HIDDEN: Final = _(
    "Your browser does not say which page this came from, so we changed nothing. "
    "Your words are still here. Press the button again, or use another browser."
)
_ABOUT_WORDS: Final = frozenset({"empty", "too_long"})
"""What an action refuses because of her words, and not because of the state."""


@dataclass(frozen=True)
class Act:
    """What a button does, and what she reads when it is done."""

    run: Callable[[Submission, QueryDict], None]
    done: Any
    speaks: bool = False
    """Whether it carries words of hers."""


@dataclass(frozen=True)
class Outcome:
    """What came of a button: a notice, and her words where they are still needed."""

    notice: Any = ""
    words: str = ""
    wrong: ValidationError | None = None


def _number(sent: QueryDict, name: str) -> int:
    """Return a number of the form; one that no version has where it is none."""
    try:
        return int(sent.get(name, ""))
    except ValueError:
        return -1


def _words(sent: QueryDict) -> str:
    return sent.get("words", "")


def _stopping(scope: Scope) -> Act:
    return Act(
        lambda submission, sent: actions.switch_off_consent(submission, scope),
        _("It is switched off, from now on."),
    )


ACTS: Final[dict[str, Act]] = {
    "answer": Act(
        lambda submission, sent: actions.answer(
            submission, _words(sent), after=_number(sent, "after")
        ),
        _("Thank you. Your answer is with the editors."),
        speaks=True,
    ),
    "object": Act(
        lambda submission, sent: actions.object_to(
            submission, _words(sent), after=_number(sent, "after")
        ),
        _("Thank you. The editors read what you want to change."),
        speaks=True,
    ),
    "approve": Act(
        lambda submission, sent: actions.approve(submission, _number(sent, "version")),
        _("Thank you. You have approved this text."),
    ),
    "waive": Act(
        lambda submission, sent: actions.set_spelling_waiver(submission, True),
        _("If only spelling is corrected, we do not ask you again."),
    ),
    "ask_me": Act(
        lambda submission, sent: actions.set_spelling_waiver(submission, False),
        _("We ask you before anything is published."),
    ),
    "agree_again": Act(
        lambda submission, sent: actions.agree_again(
            submission, wording=WORDING, language=get_language() or ORIGINAL
        ),
        _("Thank you. Your agreement begins anew today."),
    ),
    "remove_photo": Act(
        lambda submission, sent: actions.switch_off_consent(submission, Scope.PHOTO),
        _("The photo is gone."),
    ),
    **{f"stop_{scope}": _stopping(Scope(scope)) for scope in WHAT_STOPS},
}
"""The buttons that write something, by their value."""


@anonymous_form
def my_story(request: HttpRequest) -> HttpResponse:
    """Ask for a code; show what lies under it, and do what its holder decides.

    Every code costs the same queries until something is found, and every wrong one
    gets the same page.
    """
    if request.method != "POST":
        return _ask_for_code(request, CodeForm())
    typed = request.POST.get("code", "")
    submission = Submission.objects.by_code(typed)
    report = Report.objects.by_code(typed)
    code = receipts.parse(typed) or ""
    if submission is not None:
        return _under_code(request, submission, code)
    if report is not None:
        return report_under_code(request, report, code)
    if "withdraw" in (request.POST.get("act"), request.POST.get("page")):
        # The last button again, by a reload; or its page in another language.
        return _gone(request)
    if request.POST.get("go") == "stay":
        return _ask_for_code(request, CodeForm(initial={"code": typed}))
    form = CodeForm(request.POST)
    if form.is_valid():
        form.add_error("code", UNKNOWN)
    return _ask_for_code(request, form)


def _ask_for_code(request: HttpRequest, form: CodeForm) -> HttpResponse:
    return render(request, "stories/mine/code.html", {"form": form})


def _under_code(
    request: HttpRequest, submission: Submission, code: str
) -> HttpResponse:
    sent = request.POST
    staying = sent.get("go") == "stay"
    pressed = "" if staying else sent.get("act", "")
    hidden: bool = request.origin_hidden  # type: ignore[attr-defined]
    if pressed == "withdraw" and not hidden:
        actions.withdraw(submission)
        return _gone(request)
    asked = sent.get("page") if staying else pressed
    if asked in ("take_back", "withdraw"):
        return _ask_back(request, code, hidden and asked == "withdraw")
    try:
        outcome = _press(submission, ACTS.get(pressed), sent, hidden)
        if staying:
            outcome = Outcome(words=_words(sent))
        now = Submission.objects.filter(pk=submission.pk).first()
        if now is None:
            return _gone(request)
        return _show(request, now, code, outcome)
    except KeyGone:
        return _unreadable(request, submission, code)


def _press(
    submission: Submission, act: Act | None, sent: QueryDict, hidden: bool
) -> Outcome:
    if act is None:
        return Outcome()
    words = _words(sent) if act.speaks else ""
    if hidden:
        return Outcome(notice=ORIGIN_HIDDEN, words=words)
    try:
        act.run(submission, sent)
    except ValidationError as error:
        if getattr(error, "code", "") in _ABOUT_WORDS:
            return Outcome(words=words, wrong=error)
        return Outcome(notice=" ".join(error.messages), words=words)
    return Outcome(notice=act.done)


def _show(
    request: HttpRequest, submission: Submission, code: str, outcome: Outcome
) -> HttpResponse:
    opened = open_submission(submission)
    own = OwnStory(opened, get_language() or ORIGINAL)
    context = {
        "own": own,
        "code": code,
        "notice": outcome.notice,
        "form": words_form(own, outcome.words, outcome.wrong),
        "unsent": {} if own.can_write else unsent(outcome.words),
    }
    return render(request, "stories/mine/story.html", context)


def _ask_back(request: HttpRequest, code: str, hidden: bool) -> HttpResponse:
    context = {"code": code, "notice": ORIGIN_HIDDEN if hidden else ""}
    return render(request, "stories/mine/take_back.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    """Say that it is gone; what the browser kept of the pages before goes as well."""
    response = render(request, "stories/mine/gone.html")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _unreadable(
    request: HttpRequest, submission: Submission, code: str
) -> HttpResponse:
    """Tell a story that was taken back meanwhile from one whose key is lost."""
    if was_taken_back(submission):
        return _gone(request)
    context = {"code": code, "unsent": unsent(_words(request.POST))}
    return render(request, "stories/mine/unreadable.html", context)
