"""The page of the admin that says how the search is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views import View

from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .state import State


class IndexPage(WagtailAdminTemplateMixin, View):
    """What the index holds, what it waits for, and whether it answers."""

    template_name = "search/operating.html"
    page_title = _("Search index")
    header_icon = "search"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        return self.render_to_response(self.get_context_data(state=State()))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class IndexItem(MenuItem):
    """Leads administrators to the page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


def index_item() -> MenuItem:
    return IndexItem(
        IndexPage.page_title,
        reverse_lazy("search_index"),
        name="search-index",
        icon_name="search",
        order=1000,
    )


def index_urls() -> list[URLPattern]:
    return [path("search-index/", IndexPage.as_view(), name="search_index")]
