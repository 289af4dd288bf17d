"""The way to the desk in the admin's menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from stories.actions.checking import MODERATE, TRANSLATE
from stories.models import Report, Submission


class ModeratorsItem(MenuItem):
    """Leads moderators to the queue, and says how much waits there."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MODERATE)

    def render_component(self, request: HttpRequest) -> Any:
        waiting = Submission.objects.to_do().count() + Report.objects.to_do().count()
        label = f"{self.label} ({waiting})" if waiting else str(self.label)
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


class TranslatorsItem(MenuItem):
    """Leads whoever translates stories to those that are published."""

    def is_shown(self, request: HttpRequest) -> bool:
        user = request.user
        return user.has_perm(TRANSLATE) and not user.has_perm(MODERATE)


def moderators_item() -> MenuItem:
    return ModeratorsItem(
        _("Stories"),
        reverse_lazy("stories_desk:queue"),
        name="stories",
        icon_name="openquote",
        order=100,
    )


def translators_item() -> MenuItem:
    return TranslatorsItem(
        _("Stories"),
        reverse_lazy("stories_desk:published"),
        name="published-stories",
        icon_name="openquote",
        order=100,
    )
