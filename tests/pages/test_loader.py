"""The shipped pages are loaded once and stay the editors'."""

from __future__ import annotations

import pytest

from editorial import library
from editorial.models import LibraryItem
from pages.actions import publish_page
from pages.loader import PAGES, load_page
from pages.models import StandardPage
from tests.pages.campaigns import SHIPPED

SLUGS = [slug for slug in PAGES if slug != SHIPPED]


def load() -> library.Report:
    """Load those pages again."""
    report = library.Report()
    for slug in SLUGS:
        load_page(slug, report)
    return report


def test_shipped_pages_are_published_under_the_root(pages):
    assert set(pages) == set(SLUGS)
    assert all(page.live and page.body and page.intro for page in pages.values())
    assert {page.get_parent().slug for page in pages.values()} == {"root", "about"}


def test_about_page_calls_no_room_closed(pages):
    assert "not open" not in str(pages["about"].body).lower()


def test_second_load_changes_nothing(pages):
    report = load()
    assert not report.loaded
    assert not report.kept
    assert StandardPage.objects.count() == len(SLUGS)
    assert pages["terms"].revisions.count() == 1


def ship_another_text(slug: str) -> None:
    LibraryItem.objects.filter(path=f"pages/{slug}/en").update(file_digest="old")


def test_new_file_replaces_what_nobody_edited(pages):
    ship_another_text("terms")
    assert load().loaded == ["pages/terms/en"]


@pytest.mark.parametrize("slug", ["about", "terms"])
@pytest.mark.parametrize("publish", [True, False], ids=["published", "draft"])
def test_new_file_leaves_an_editors_words_alone(pages, slug, publish):
    page = pages[slug]
    page.title = "Ours"
    publish_page(page) if publish else page.save_revision()
    ship_another_text(slug)
    assert load().kept == [f"pages/{slug}/en"]
    kept = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert kept.title == "Ours"


def test_deleted_page_stays_deleted(pages):
    pages["terms"].delete()
    ship_another_text("terms")
    assert load().kept == ["pages/terms/en"]
    assert not StandardPage.objects.filter(slug="terms").exists()


def test_unpublished_page_stays_unpublished(pages):
    pages["terms"].unpublish()
    ship_another_text("terms")
    load()
    assert not StandardPage.objects.get(slug="terms").live


def test_links_between_shipped_pages_lead_somewhere(client, pages):
    for page in pages.values():
        content = client.get(page.url).content.decode()
        for link in ("privacy/", "terms/", "contact/", "accessibility/"):
            for prefix in ("", "../"):
                if f'href="{prefix}{link}"' in content:
                    assert prefix == ("" if page.slug == "about" else "../")
