"""Figures for tests, made through the same actions as in the running site."""

from __future__ import annotations

from datetime import date

from editorial import library
from editorial.actions import publish, save_facts
from editorial.models import locale_of
from newsroom.figures.loader import FigureLoader
from newsroom.models import Figure, FigureText

FACTS = {
    "value": "304000000",
    "unit": "persons",
    "kind": "stock",
    "counts": "persons",
    "place": "001",
    "period": "2024-07-01",
    "qualifier": "estimate",
    "confidence": "high",
    "source_title": "Migrant stock",
    "source_url": "https://example.org/stock",
    "source_publisher": "Example Office",
    "source_read_on": date(2026, 11, 23),
    "source_backs": ["value", "period", "definition"],
}


def make_figure(
    *,
    title: str = "Migrants worldwide",
    summary: str = "People who live abroad.",
    do_not_say: str = "304 million refugees\nEveryone moves",
    languages: tuple[str, ...] = ("en",),
    live: bool = True,
    **facts: object,
) -> Figure:
    """Return a figure with published texts; the first language is the original."""
    not_comparable = facts.pop("not_comparable_with", [])
    figure = Figure(**{**FACTS, **facts})
    figure.not_comparable_with = not_comparable
    save_facts(figure)
    figure.refresh_from_db()
    original = None
    for language in languages:
        text = FigureText(
            thing=figure,
            locale=locale_of(language),
            translation_key=figure.translation_key,
            title=title if original is None else f"{title} ({language})",
            summary=summary,
            do_not_say=do_not_say,
            translated_from=original,
            from_edition=original.edition if original else None,
            live=False,
        )
        if live:
            publish(text)
            text.refresh_from_db()
        else:
            text.save()
        original = original or text
    return figure


def delete_shipped_figures() -> None:
    """Leave none of what ships, as editors would who deleted all that was loaded."""
    folders = [path.parent.name for path in FigureLoader.folder.glob("*/facts.yaml")]
    library.remember(
        {f"{FigureLoader.name}/{name}/facts": ("", "") for name in folders}
    )


def page_of(client, figure: Figure, language: str = "en") -> str:
    """Return a figure's page as a reader of a language gets it."""
    address = f"/{language}/newsroom/figures/{figure.public_id}/"
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()
