from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.feeds import CannotTell, TextFeed
from editorial.filters import Filters, words_of
from languages.registry import ORIGINAL
from newsroom.figures.filters import FACETS
from newsroom.models import Figure, FigureText
from newsroom.presentation.figures import Card, cards
from search.reads import listed


class FigureFeed(TextFeed):
    """The figures that the filters choose, each with its source and standing."""

    kind = "figure"
    heading = _("Figures · philoxenia")
    about = _("Numbers on migration, each with its source and what it does not say.")
    front = "newsroom:figures"
    facets = FACETS

    def shown_texts(self, request: HttpRequest) -> list[FigureText]:
        language = get_language() or ORIGINAL
        public = Figure.objects.public()
        found, degraded = listed(
            lambda words: public.found(words, language), words_of(request)
        )
        if degraded:
            raise CannotTell
        chosen = Filters(FACETS, request.GET).apply(found).with_rows()
        return [card.text for card in cards(chosen.at_length(), language)]

    def item_description(self, item: Any) -> str:
        card = Card(item.thing, get_language() or ORIGINAL)
        return render_to_string("newsroom/figures/in_feed.html", {"card": card})
