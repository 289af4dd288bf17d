"""Loads the shipped pages: `library/<slug>/en.md`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from editorial import library
from editorial.models import locale_of
from languages.registry import ORIGINAL
from pages.actions import ROOT_SLUG, ensure_root_page, publish_page
from pages.models import StandardPage
from pages.routing import TREE_ROOT_DEPTH

LIBRARY: Final = Path(__file__).parent / "library"
SLUGS: Final = (ROOT_SLUG, "privacy", "terms", "accessibility", "contact")
"""The shipped pages in the order of the explorer, the root first."""


def load() -> library.Report:
    """Bring every shipped page into the original's tree and publish it."""
    report = library.Report()
    for slug in SLUGS:
        file = library.read_text(LIBRARY / slug / f"{ORIGINAL}.md")
        library.sync(
            report,
            f"pages/{slug}/{ORIGINAL}",
            [file.meta, file.sections],
            state=partial(_state, slug),
            write=partial(_write, slug, file),
        )
    return report


def _find(slug: str) -> StandardPage | None:
    pages = StandardPage.objects.filter(locale__language_code=ORIGINAL)
    page: StandardPage | None = (
        pages.filter(depth=TREE_ROOT_DEPTH).first()
        if slug == ROOT_SLUG
        else pages.filter(depth=TREE_ROOT_DEPTH + 1, slug=slug).first()
    )
    return page


def _state(slug: str) -> Any:
    page = _find(slug)
    # The root page stands empty before its text is loaded for the first time.
    if page is None or page.latest_revision is None:
        return None
    latest = page.get_latest_revision_as_object()
    return [page.live, latest.title, latest.intro, latest.body]


@transaction.atomic
def _write(slug: str, file: library.TextFile) -> None:
    locale = locale_of(ORIGINAL)
    root = ensure_root_page(locale)
    page = _find(slug) or root.add_child(
        instance=StandardPage(
            title=file.meta["title"], slug=slug, locale=locale, live=False
        )
    )
    page.title = file.meta["title"]
    page.intro = file.meta["intro"]
    page.body = file.html("")
    publish_page(page)
