"""The way to the desk in the admin's menu."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from staff.models import User
from stories.actions.checking import MODERATE, TRANSLATE, kinds_answered_by
from stories.desk.reports import REPORTED
from stories.models import Report, Submission


class ModeratorsItem(MenuItem):
    """Leads moderators to the queue, and says how much waits there."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MODERATE)

    def render_component(self, request: HttpRequest) -> Any:
        waiting = (
            Submission.objects.to_do().count() + Report.objects.for_staff().count()
        )
        return _counted(self, waiting)


class ReportsItem(MenuItem):
    """Leads whoever corrects what is reported, without moderating, to the reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        user = cast("User", request.user)
        return not user.has_perm(MODERATE) and bool(kinds_answered_by(user))

    def render_component(self, request: HttpRequest) -> Any:
        kinds = kinds_answered_by(cast("User", request.user))
        return _counted(self, Report.objects.for_staff().of_kinds(kinds).count())


class TranslatorsItem(MenuItem):
    """Leads whoever translates stories to those that are published."""

    def is_shown(self, request: HttpRequest) -> bool:
        user = request.user
        return user.has_perm(TRANSLATE) and not user.has_perm(MODERATE)


def _counted(item: MenuItem, waiting: int) -> Any:
    label = f"{item.label} ({waiting})" if waiting else str(item.label)
    return LinkMenuItem(item.name, label, item.url, icon_name=item.icon_name)


def moderators_item() -> MenuItem:
    return ModeratorsItem(
        _("Stories"),
        reverse_lazy("stories_desk:queue"),
        name="stories",
        icon_name="openquote",
        order=100,
    )


def reports_item() -> MenuItem:
    return ReportsItem(
        REPORTED,
        reverse_lazy("stories_desk:reports"),
        name="reported",
        icon_name="warning",
        order=105,
    )


def translators_item() -> MenuItem:
    return TranslatorsItem(
        _("Stories"),
        reverse_lazy("stories_desk:published"),
        name="published-stories",
        icon_name="openquote",
        order=100,
    )
