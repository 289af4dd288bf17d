"""A room's list as a feed, newest change first."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Final

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise

from editorial.filters import Facet, Filters, words_of
from editorial.html import NOT_IN_XML
from editorial.lists import unavailable
from editorial.models import Text

LENGTH: Final = 40
_WORDS: Final = ("title", "description")


class CannotTell(Exception):
    """What a feed should tell cannot be known now."""


class PlainAtomFeed(Atom1Feed):
    """Atom without the characters that would break it for every reader."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        plain = {name: NOT_IN_XML.sub("", item[name] or "") for name in _WORDS}
        super().add_item_elements(handler, {**item, **plain})


def lasting_name(kind: str, public_id: str, language: str) -> str:
    """Return what names an entry for good, in whatever feed it stands."""
    return f"urn:philoxenia:{kind}:{public_id}:{language}"


class ListFeed(Feed):
    """A list for whoever would rather be told of news; its object is the request."""

    feed_type = PlainAtomFeed
    item_guid_is_permalink = False
    heading: ClassVar[str | Promise]
    about: ClassVar[str | Promise]
    front: ClassVar[str]
    """The name of the list's address."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().__call__(request, *args, **kwargs)
        except CannotTell:
            return unavailable(request)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return request

    def title(self, request: HttpRequest) -> str:
        return str(self.heading)

    def subtitle(self, request: HttpRequest) -> str:
        return str(self.about)

    def link(self, request: HttpRequest) -> str:
        return reverse(self.front)

    def feed_url(self, request: HttpRequest) -> str:
        return request.get_full_path()


class TextFeed(ListFeed):
    """What was published or changed last, words or facts, of what filters choose."""

    kind: ClassVar[str]
    """The kind of thing, as it stands in the entries' lasting names."""
    facets: ClassVar[tuple[Facet, ...]]
    """Those of the list."""

    def title(self, request: HttpRequest) -> str:
        """Return a name that tells this feed from others of the same list."""
        chosen = Filters(self.facets, request.GET).labels()
        words = NOT_IN_XML.sub("", words_of(request))
        return " · ".join(filter(None, [words, *chosen, super().title(request)]))

    def link(self, request: HttpRequest) -> str:
        """Return the list that is followed; Atom's id of the feed is made of it too."""
        query = Filters(self.facets, request.GET).query(words_of(request))
        return f"{super().link(request)}?{query}" if query else super().link(request)

    def shown_texts(self, request: HttpRequest) -> list[Any]:
        """Return the texts of what the filters choose, one a thing."""
        raise NotImplementedError

    def items(self, request: HttpRequest) -> list[Text]:
        shown = self.shown_texts(request)
        shown.sort(key=lambda text: text.changed_at, reverse=True)
        return shown[:LENGTH]

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        return item.summary

    def item_link(self, item: Any) -> str:
        return item.get_absolute_url()

    def item_guid(self, item: Any) -> str:
        return lasting_name(self.kind, item.thing.public_id, item.language)

    def item_pubdate(self, item: Any) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: Any) -> datetime | None:
        return item.changed_at
