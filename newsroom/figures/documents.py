"""What search gets of a figure: one document a published text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from editorial.places import COUNTRY_CODES
from languages.registry import ORIGINAL
from newsroom.figures.filters import SEARCH_FACETS
from newsroom.figures.places import place_name
from newsroom.figures.values import said_unit, said_value
from newsroom.models import FigureText
from newsroom.presentation.figures import Card
from search.kinds import ANY_USE, Kind, SearchDocument

if TYPE_CHECKING:
    from newsroom.figures.querysets import FigureTextQuerySet


def public_figures() -> FigureTextQuerySet:
    """Return the figures' texts that search may show."""
    return FigureText.objects.for_search()


def figure_document(text: FigureText) -> SearchDocument:
    """Return the words of one published figure; wrong readings are not among them.

    An excerpt would show a wrong reading as if we said it.
    """
    figure = text.thing
    return SearchDocument(
        kind="figure",
        object_id=text.pk,
        language=text.language,
        title=text.title,
        summary=text.summary,
        text="\n".join(filter(None, (_sourced_value(text), text.denominator))),
        facets=lambda: {
            "country": [figure.place] if figure.place in COUNTRY_CODES else [],
            "figure": [figure.kind],
            "counts": [figure.counts],
            "place": [figure.place],
            "use": ANY_USE,
        },
        date=text.changed_on,
        url=text.get_absolute_url(),
        public_id=figure.public_id,
    )


def beside_hit(text: FigureText) -> list[str]:
    """Return where and when it holds, who published it, and when that was read."""
    card = _card(text)
    publisher = text.thing.source_publisher
    return [card.place, card.period, publisher, card.read_on]


def badges_of_hit(text: FigureText) -> list[str]:
    """Return what to know before using the value, as it stands today."""
    return _card(text).badges


def _card(text: FigureText) -> Card:
    return Card(text.thing, get_language() or ORIGINAL, [text])


def _sourced_value(text: FigureText) -> str:
    """Return the value in one line with its source and day: excerpts take lines."""
    figure = text.thing
    with override(text.language):
        value = said_value(figure, text.language)
        unit = said_unit(figure, text.language)
        place = place_name(figure.place, text.language)
    source = f"{figure.source_publisher}, {figure.source_title}"
    said = f"{value} {unit}".strip()
    return f"{said} · {place} · {source} · {figure.source_read_on.isoformat()}"


FIGURES: Final = Kind(
    "figure",
    _("Figures"),
    public_figures,
    figure_document,
    beside=beside_hit,
    badges=badges_of_hit,
    addresses=FigureText.addresses,
    facets=SEARCH_FACETS,
)
