"""What the admin's first page says of texts whose day came in vain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from django.http import HttpRequest
from django.utils import timezone

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.models import Revision

from editorial.models import Text

MOST_NAMED: Final = 20
"""Texts; each costs some queries."""


class Overdue(NamedTuple):
    """A text that still waits, where it is edited, and why."""

    text: Text
    address: str
    problems: list[str]


class OverduePanel(Component):
    """Names each text whose day has come and that can't be published."""

    order = 100
    template_name = "editorial/admin/overdue_panel.html"

    def get_context_data(
        self, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        assert parent_context is not None  # noqa: S101  for mypy
        return {"overdue": list(overdue_for(parent_context["request"].user))}


def overdue_for(user: Any) -> Iterator[Overdue]:
    """Yield what somebody may edit of it, the longest overdue first."""
    addresses = AdminURLFinder(user)
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now())
    for revision in due.order_by("approved_go_live_at")[:MOST_NAMED]:
        text = revision.content_object
        if not isinstance(text, Text):
            continue
        if not (address := addresses.get_edit_url(text)):
            continue
        if problems := text.overdue_problems():
            yield Overdue(text, address, problems)


def show_overdue(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(OverduePanel())
