"""What there is to do, in the order in which to do it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wagtail.admin import messages

from stories import actions
from stories.desk import reports
from stories.desk.cases import rows_of
from stories.desk.pages import DeskPage, in_sections, is_number
from stories.models import Submission

UNREAD_A_PAGE: Final = 200
"""So many of a flood are declined at once: enough for thousands in a minute."""


class Section(StrEnum):
    """Whose turn it is."""

    OURS = "ours"
    TELLERS = "tellers"
    CLOSED = "closed"


HEADINGS: Final = {
    Section.OURS: _("Waiting for us"),
    Section.TELLERS: _("Waiting for the teller"),
    Section.CLOSED: _("Declined"),
}


class Queue(DeskPage):
    """Reports first, then submissions: nothing of a text is shown, only its flags."""

    template_name = "stories/desk/queue.html"
    page_title = _("Stories")

    def trail(self) -> list[dict[str, Any]]:
        return []

    def get(self, request: HttpRequest) -> HttpResponse:
        submissions = Submission.objects.with_rows()
        found = {
            Section.OURS: submissions.to_do(),
            Section.TELLERS: submissions.with_their_tellers(),
            Section.CLOSED: submissions.declined(),
        }
        shown = in_sections(request, HEADINGS, found)
        first = _first() if shown["section"] == Section.OURS else {}
        return self.show(**shown, rows=rows_of(shown["page"].object_list), **first)


def _first() -> dict[str, Any]:
    """Return what only the first section shows: reports, and the slow lane."""
    unread = Submission.objects.unread()
    return {
        **reports.for_queue(),
        "unread_count": unread.count(),
        "unread": list(unread.values("pk", "made_on")[:UNREAD_A_PAGE]),
    }


class DeclineUnread(DeskPage):
    """Declines what was ticked in the slow lane, unopened."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = [pk for pk in request.POST.getlist("submission") if is_number(pk)]
        found = Submission.objects.filter(pk__in=chosen)
        count = actions.decline_unread(found, self.staff)
        if count:
            messages.success(
                request,
                ngettext(
                    "%(count)s submission is declined unread.",
                    "%(count)s submissions are declined unread.",
                    count,
                )
                % {"count": count},
            )
        else:
            messages.warning(request, _("Tick what is to be declined."))
        return redirect("stories_desk:queue")
