"""The filtered list as a feed, newest publication first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editorial.filters import Filters
from languages.registry import ORIGINAL
from practices.filters import FACETS
from practices.models import Practice, PracticeText
from practices.presentation import records

LENGTH = 40


class PracticeFeed(Feed):
    """What was published or changed last, of what the filters choose."""

    feed_type = Atom1Feed

    def get_object(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpRequest:
        return request

    def title(self, request: HttpRequest) -> str:
        return _("Practices · philoxenia")

    def subtitle(self, request: HttpRequest) -> str:
        return _("What towns do so that people who arrive can live there.")

    def link(self, request: HttpRequest) -> str:
        return reverse("practices:list")

    def feed_url(self, request: HttpRequest) -> str:
        return request.get_full_path()

    def items(self, request: HttpRequest) -> list[PracticeText]:
        filters = Filters(FACETS, request.GET)
        chosen = filters.apply(Practice.objects.public()).with_rows()
        shown = [record.text for record in records(chosen, get_language() or ORIGINAL)]
        shown.sort(key=lambda text: text.last_published_at, reverse=True)
        return shown[:LENGTH]

    def item_title(self, item: PracticeText) -> str:
        return item.title

    def item_description(self, item: PracticeText) -> str:
        return item.summary

    def item_link(self, item: PracticeText) -> str:
        return item.get_absolute_url()

    def item_guid(self, item: PracticeText) -> str:
        return f"urn:philoxenia:practice:{item.thing.public_id}:{item.language}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: PracticeText) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: PracticeText) -> datetime | None:
        return item.last_published_at
