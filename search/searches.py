"""One search as an address asks for it: by a page, a feed or any other list of hits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from editorial.feeds import CannotTell
from editorial.filters import FacetChoices, Filters
from languages.registry import ORIGINAL

from .facets import asked_filters, worth_showing
from .forms import Order, SearchForm
from .kinds import all_kinds
from .reads import Hit, Results, find
from .suggestions import did_you_mean


class OrderChoice(NamedTuple):
    """An order as the reader sees it, with the address that chooses it."""

    label: str | Promise
    query: str
    selected: bool


class Search:
    """What an address asks: words, choices, order and page; nothing is an error."""

    def __init__(self, parameters: QueryDict) -> None:
        form = SearchForm(parameters)
        # No field can fail; validating is how a form fills `cleaned_data`.
        form.is_valid()
        self.words: str = form.cleaned_data["q"]
        self.order: Order = form.cleaned_data["order"]
        self.page: int = form.cleaned_data["page"]
        self.filters = asked_filters(parameters)

    def results(self) -> Results:
        """Return the page that is asked for, to a reader of the active language."""
        return find(
            self.words,
            language=get_language() or ORIGINAL,
            filters=self.filters.selection,
            page=self.page,
            newest=self.order is Order.NEWEST,
        )

    def for_feed(self, number: int) -> list[Hit]:
        """Return the newest that feeds may keep, whatever order is asked for.

        Raise `CannotTell` without an index: a feed would tell everybody of what nobody
        asked for.
        """
        if not (kept := self.kept_by_feeds):
            return []
        found = find(
            self.words,
            language=get_language() or ORIGINAL,
            filters={**self.filters.selection, "kind": kept},
            per_page=number,
            newest=True,
        )
        if found.degraded:
            raise CannotTell
        return found.hits

    @property
    def kept_by_feeds(self) -> list[str]:
        """The kinds that are asked for and that feeds may keep."""
        asked = self.filters.selection.get("kind")
        return [
            kind.name
            for kind in all_kinds()
            if kind.in_feeds and (asked is None or kind.name in asked)
        ]

    def meant(self, found: Results) -> str:
        """Return what the reader may have meant where these results have little."""
        if found.degraded or (found.hits and found.all_words):
            return ""
        language = get_language() or ORIGINAL
        return did_you_mean(self.words, language, self.filters.selection)

    def facets(self, found: Results) -> list[FacetChoices]:
        """Return what would narrow these results, or does."""
        return worth_showing(self.filters, found.facets, found.total)

    @property
    def orders(self) -> Iterator[OrderChoice]:
        for order in Order:
            yield OrderChoice(order.label, self._query(order), order is self.order)

    @property
    def query(self) -> str:
        """The part of an address that asks the same again, its first page."""
        return self._query(self.order)

    def query_with(self, words: str) -> str:
        """The part of an address that asks for other words in the same way."""
        return self.filters.query(words, order=self.order.in_addresses)

    @property
    def query_without_choices(self) -> str:
        """The part of an address that asks for the same words in everything."""
        nothing = Filters((), QueryDict())
        return nothing.query(self.words, order=self.order.in_addresses)

    @property
    def feed(self) -> str:
        return f"{reverse('search:feed')}?{self.query}"

    @property
    def json(self) -> str:
        """The address of the same list for programs."""
        asked = self._query(self.order, reader=get_language() or ORIGINAL)
        return f"{reverse('api:search')}?{asked}"

    def _query(self, order: Order, **others: str) -> str:
        return self.filters.query(self.words, order=order.in_addresses, **others)
