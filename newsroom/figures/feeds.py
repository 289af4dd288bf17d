from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.feeds import TextFeed
from editorial.filters import Filters
from languages.registry import ORIGINAL
from newsroom.figures.filters import FACETS
from newsroom.models import Figure, FigureText
from newsroom.presentation.figures import Card, cards


class FigureFeed(TextFeed):
    """The figures that the filters choose, each with its source and standing."""

    kind = "figure"
    heading = _("Figures · philoxenia")
    about = _("Numbers on migration, each with its source and what it does not say.")
    front = "newsroom:figures"

    def shown_texts(self, request: HttpRequest) -> list[FigureText]:
        filters = Filters(FACETS, request.GET)
        chosen = filters.apply(Figure.objects.public()).with_rows()
        return [card.text for card in cards(chosen, get_language() or ORIGINAL)]

    def item_description(self, item: Any) -> str:
        card = Card(item.thing, get_language() or ORIGINAL)
        return render_to_string("newsroom/figures/in_feed.html", {"card": card})
