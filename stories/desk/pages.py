"""What every page of the desk has: a permission, a way back, and no words in logs."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, ClassVar, Final, TypeVar, cast

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from staff.models import User
from stories.actions.checking import MODERATE
from stories.keys.keyring import KeyGone

A_PAGE: Final = 50
"""Rows of a list."""
LONGEST_NUMBER: Final = 18
"""Digits of a number that a database can hold."""
TAKEN_BACK = _("It was taken back. Nothing of it is here any more.")


class DeskPage(WagtailAdminTemplateMixin, View):
    """A page of the desk; what was taken back meanwhile leads back to the queue."""

    permission: ClassVar[str] = MODERATE
    way_back: ClassVar[str] = "stories_desk:queue"
    header_icon = "openquote"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except KeyGone:
            messages.warning(request, TAKEN_BACK)
            return redirect(self.back()[0])

    def back(self) -> tuple[str, str | Promise]:
        """Return the page that this one leads back to, and what it is called."""
        return self.way_back, _("Stories")

    @property
    def staff(self) -> User:
        """Who works here; the admin lets nobody else in."""
        return cast("User", self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        address, label = self.back()
        return [
            *self.breadcrumbs_items,
            {"url": reverse(address), "label": label},
            *self.trail(),
        ]

    def trail(self) -> list[dict[str, Any]]:
        """Return what the page adds to the way from the desk to itself."""
        return [{"url": "", "label": self.get_page_title()}]

    def show(self, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context))


Section = TypeVar("Section", bound=StrEnum)


def in_sections(
    request: HttpRequest,
    headings: Mapping[Section, str | Promise],
    found: Mapping[Section, QuerySet[Any]],
) -> dict[str, Any]:
    """Return one page of the section that the address asks for, else of the first."""
    asked = request.GET.get("show", "")
    section = next((one for one in headings if one == asked), next(iter(headings)))
    return {
        "section": section.value,
        "sections": [(one.value, name) for one, name in headings.items()],
        "heading": headings[section],
        "page": Paginator(found[section], A_PAGE).get_page(request.GET.get("p")),
    }


def attempt(
    request: HttpRequest, act: Callable[[], object], done: str | Promise
) -> None:
    """Do something and say so, or say why not."""
    try:
        act()
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, done)


def take_errors(form: forms.Form, error: ValidationError) -> None:
    """Put what an action refuses beside its fields; what they typed stays."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for part, errors in error.error_dict.items():
        form.add_error(part if part in form.fields else None, errors)


def show_again(typed: Iterable[forms.Form], seen: Mapping[str, int | str]) -> None:
    """Have typed forms say what this page shows, so that they can be sent again.

    What was added meanwhile they read here; their words need not be typed twice.
    """
    for form in typed:
        form.data = {**dict(form.data.items()), **seen}


def private_picture(picture: bytes, name: str) -> HttpResponse:
    """Answer with a photo for the desk alone; no cache keeps it."""
    kind, _encoding = mimetypes.guess_type(name)
    return HttpResponse(
        picture,
        content_type=kind,
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": "inline",
            "X-Content-Type-Options": "nosniff",
        },
    )


def is_number(ticked: str) -> bool:
    """Say whether something ticked can be the number of a row."""
    return ticked.isdecimal() and len(ticked) <= LONGEST_NUMBER
