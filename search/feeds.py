from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import make_aware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.feeds import LENGTH, ListFeed, lasting_name

from .reads import Hit
from .searches import Search


class SearchFeed(ListFeed):
    """What any search finds in the rooms whose words may be kept, newest first."""

    heading = _("Search")
    about = _("Search all rooms at once, in your own language.")
    front = "search:search"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Search:
        """Return what is asked for, in the place of the request."""
        return Search(request.GET)

    def title(self, search: Any) -> str:
        said = gettext("Search: %(words)s") % {"words": search.words}
        return f"{said if search.words else self.heading} · philoxenia"

    def link(self, search: Any) -> str:
        return f"{super().link(search)}?{search.query}"

    def feed_url(self, search: Any) -> str:
        return search.feed

    def items(self, search: Any) -> list[Hit]:
        hits: list[Hit] = search.for_feed(LENGTH)
        return hits

    def item_title(self, item: Any) -> str:
        return item.document.title

    def item_description(self, item: Any) -> str:
        return item.document.summary

    def item_link(self, item: Any) -> str:
        return item.url

    def item_guid(self, item: Any) -> str:
        return lasting_name(item.kind.name, item.document.public_id, item.language)

    def item_categories(self, item: Any) -> list[str]:
        return [str(item.kind.label)]

    def item_updateddate(self, item: Any) -> datetime | None:
        return make_aware(datetime.combine(item.date, time())) if item.date else None
