"""The columns of the figures as a file: no value without its source and date."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.conf import settings

from editorial.exports import TRANSLATION, Columns, Table
from newsroom.presentation.figures import Card

COLUMNS: Final[Columns[Card]] = {
    "id": lambda card: card.figure.public_id,
    "url": lambda card: settings.WAGTAILADMIN_BASE_URL + card.address,
    "language": lambda card: card.text.language,
    **TRANSLATION,
    "title": lambda card: card.text.title,
    "value": lambda card: _plain(card.figure.value),
    "lowest": lambda card: _plain(card.figure.low),
    "highest": lambda card: _plain(card.figure.high),
    "unit": lambda card: card.figure.unit,
    "source": lambda card: card.figure.source_title,
    "source_url": lambda card: card.figure.source_url,
    "source_publisher": lambda card: card.figure.source_publisher,
    "source_published": lambda card: card.figure.source_published,
    "source_read_on": lambda card: card.figure.source_read_on.isoformat(),
    "second_hand": lambda card: card.figure.source_secondary,
    "period": lambda card: card.figure.period,
    "place": lambda card: card.place,
    "place_code": lambda card: card.figure.place,
    "kind": lambda card: card.figure.kind,
    "counts": lambda card: card.figure.counts,
    "what_is_counted": lambda card: card.text.summary,
    "share_of": lambda card: card.text.denominator,
    "sample": lambda card: card.text.sample,
    "do_not_say": lambda card: card.text.wrong_readings(),
    "how_exact": lambda card: card.figure.qualifier,
    "confidence": lambda card: card.figure.confidence,
    "edition": lambda card: card.figure.vintage,
    "status": lambda card: card.status.value,
    "next_release": lambda card: card.figure.next_release,
    "may_be_outdated": lambda card: card.may_be_outdated,
    "other_sources": lambda card: [row.url for row in card.figure.sources.all()],
}
TABLE: Final = Table("figures", COLUMNS)


def _plain(value: Decimal | None) -> Decimal | str:
    """Return a number without needless zeros, empty where there is none."""
    return "" if value is None else Decimal(f"{value.normalize():f}")
