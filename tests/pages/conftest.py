from __future__ import annotations

import pytest

from editorial import library
from editorial.models import locale_of
from pages.actions import publish_page
from pages.loader import PAGES, load_page
from pages.models import StandardPage
from tests.pages.campaigns import SHIPPED


@pytest.fixture(scope="module")
def _loaded(kept) -> None:
    with kept():
        for slug in PAGES:
            if slug != SHIPPED:
                load_page(slug, library.Report())


@pytest.fixture
def pages(_loaded, db) -> dict[str, StandardPage]:
    """The shipped pages by slug, published, but for the campaign."""
    return {page.slug: page for page in StandardPage.objects.all()}


@pytest.fixture
def translate(pages):
    """Translate a page by its slug as Wagtail does, live unless told otherwise."""

    def translate(slug, language, /, *, live=True, **words) -> StandardPage:
        page = pages[slug].copy_for_translation(locale_of(language), copy_parents=True)
        for name, value in words.items():
            setattr(page, name, value)
        if live:
            publish_page(page)
        return page

    return translate


@pytest.fixture
def operator(settings):
    """Fill in what an operator says of itself; returns the dictionary of settings."""
    settings.OPERATOR = {
        "name": "Town of Sibyl & Sons",
        "address": "1 Market Square, Sibyl",
        "email": "hello@sibyl.example",
        "privacy_email": "privacy@sibyl.example",
        "authority": "Data Protection Office",
        "hosting": "Town Computing, Sibyl",
    }
    return settings.OPERATOR
