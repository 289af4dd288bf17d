"""One submission: read, ask, edit, publish, decline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wagtail.admin import messages

from staff.models import User
from stories import actions
from stories.actions.checking import check_moderator
from stories.desk.cases import Case, case_of
from stories.desk.forms import AskForm, DeclineForm, EditForm, VersionForm
from stories.desk.pages import DeskPage, private_picture, show_again, take_errors
from stories.keys.keyring import KeyGone
from stories.models import Submission
from stories.opened import OpenSubmission, open_submission


def _ask(submission: Submission, user: User, words: str, seen: int) -> Promise:
    actions.ask(submission, user, words, seen=seen)
    return _("Your question waits for the teller.")


def _decline(submission: Submission, user: User, words: str, seen: int) -> Promise:
    actions.decline(submission, user, words, seen=seen)
    return _("Declined. The teller can read why.")


def _propose(submission: Submission, user: User, version: int) -> Promise:
    actions.edit_public_version(submission, user, version=version)
    return _("The text waits for the teller to approve it.")


def _publish(submission: Submission, user: User, version: int) -> str | Promise:
    story = actions.publish_story(submission, user, version=version)
    if story is None:
        return _("You want it published. Now a second moderator must want it too.")
    if story.published_on > timezone.localdate():
        day = date_format(story.published_on, "DATE_FORMAT")
        return _("Not before %(day)s: readers don't see it until then") % {"day": day}
    return _("Published. Readers and the search have it now.")


@dataclass(frozen=True, slots=True)
class Act:
    """What a form of the page asks for, and what it does; it returns what to say."""

    form: type[forms.Form]
    do: Callable[..., str | Promise]


ACTS: Final = {
    "ask": Act(AskForm, _ask),
    "decline": Act(DeclineForm, _decline),
    "propose": Act(VersionForm, _propose),
    "publish": Act(VersionForm, _publish),
}


class SubmissionPage(DeskPage):
    """What to know first, then the words, folded, then what can be done."""

    template_name = "stories/desk/submission.html"

    def get_page_title(self) -> str:
        return str(_("Submission %(number)s") % {"number": self.kwargs["pk"]})

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(opened_for_desk(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        opened = opened_for_desk(pk)
        name = request.POST.get("act", "")
        if name not in ACTS:
            raise Http404
        form = ACTS[name].form(request.POST, auto_id=f"{name}-%s")
        if form.is_valid():
            try:
                said = ACTS[name].do(opened.submission, self.staff, **form.cleaned_data)
            except ValidationError as error:
                take_errors(form, error)
            else:
                messages.success(request, said)
                return redirect("stories_desk:queue")
        return self._page(opened, **{name: form})

    def _page(self, opened: OpenSubmission, **typed: forms.Form) -> HttpResponse:
        case: Case = case_of(opened)
        seen = {"seen": len(case.messages)}
        shown = {
            "ask": AskForm(initial=seen, auto_id="ask-%s"),
            "decline": DeclineForm(initial=seen, auto_id="decline-%s"),
            "version": VersionForm(initial={"version": case.version}),
            **typed,
        }
        show_again(typed.values(), seen)
        return self.show(case=case, typed=list(typed), forms=shown)


class EditPage(DeskPage):
    """The public version beside what the teller wrote."""

    template_name = "stories/desk/edit.html"

    def trail(self) -> list[dict[str, Any]]:
        number = self.kwargs["pk"]
        address = reverse("stories_desk:submission", args=[number])
        label = _("Submission %(number)s") % {"number": number}
        return [
            {"url": address, "label": label},
            {"url": "", "label": _("Public version")},
        ]

    def get_page_title(self) -> str:
        return str(_("The public version of submission %(number)s")) % {
            "number": self.kwargs["pk"]
        }

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        opened = opened_for_desk(pk)
        return self._page(opened, self._form(opened))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        opened = opened_for_desk(pk)
        form = self._form(opened, request.POST)
        if form.is_valid():
            try:
                actions.edit_public_version(
                    opened.submission,
                    self.staff,
                    version=form.cleaned_data["version"],
                    spelling_only=form.cleaned_data.get("spelling_only", False),
                    **form.parts(),
                )
            except ValidationError as error:
                take_errors(form, error)
            else:
                messages.success(request, _("The new version is saved."))
                return redirect("stories_desk:submission", pk)
        return self._page(opened, form)

    def _form(self, opened: OpenSubmission, data: Any = None) -> EditForm:
        photo = getattr(opened.submission, "photo", None)
        has_photo = photo is not None and not photo.discarded
        return EditForm(data, opened=opened, has_photo=has_photo)

    def _page(self, opened: OpenSubmission, form: EditForm) -> HttpResponse:
        return self.show(case=case_of(opened), form=form)


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the photo before publication, decrypted for this answer alone."""
    check_moderator(cast("User", request.user))
    try:
        opened = opened_for_desk(pk)
        picture = opened.photo()
    except (KeyGone, FileNotFoundError) as error:
        raise Http404 from error
    if picture is None:
        raise Http404
    return private_picture(picture, opened.submission.photo.name)


def opened_for_desk(pk: int) -> OpenSubmission:
    """Return what moderators may read; raises KeyGone for drafts and what is gone."""
    found = Submission.objects.sent().with_rows().filter(pk=pk).first()
    if found is None:
        raise KeyGone(str(pk))
    return open_submission(found)
