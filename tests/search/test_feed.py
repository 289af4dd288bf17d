"""Any search is a feed."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

from wagtail.models import Revision

import pytest

from practices.models import PracticeText
from search.actions import apply_outbox, reconcile
from tests.factories import make_practice

ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.django_db


@pytest.fixture
def schools(index):
    """Three practices, published on different days."""
    for day, title, country in ((1, "A", "AT"), (3, "C", "GR"), (2, "B", "GR")):
        practice = make_practice(title=f"School {title}", country=country)
        PracticeText.objects.filter(thing=practice).update(
            last_published_at=datetime(2026, 11, day, 12, tzinfo=UTC)
        )
    Revision.objects.update(created_at=datetime(2026, 10, 1, tzinfo=UTC))
    while apply_outbox():
        pass
    reconcile()


def feed_of(client, query):
    response = client.get(f"/en/search/feed/?{query}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def titles(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_a_feed_has_what_the_search_finds_the_newest_first(client, schools):
    assert titles(feed_of(client, "q=schools")) == ["School C", "School B", "School A"]
    assert titles(feed_of(client, "q=schools&country=AT")) == ["School A"]


def test_a_feed_has_a_practice_once(client, index):
    make_practice(title="Garden", languages=("de", "en", "sk"))
    apply_outbox()
    assert titles(feed_of(client, "q=garden")) == ["Garden (en)"]


def test_an_entry_has_a_lasting_name_and_its_day(client, schools):
    entry = feed_of(client, "country=AT").find(f"{ATOM}entry")
    practice = PracticeText.objects.get(title="School A").thing
    name = f"urn:philoxenia:practice:{practice.public_id}:en"
    assert entry.findtext(f"{ATOM}id") == name
    assert entry.findtext(f"{ATOM}updated").startswith("2026-11-01")
    assert practice.public_id in entry.find(f"{ATOM}link").get("href")


def test_the_page_leads_to_its_feed(client, schools):
    page = client.get("/en/search/?q=schools&country=GR").content.decode()
    address = "/en/search/feed/?q=schools&amp;country=GR"
    assert f'<link rel="alternate" type="application/atom+xml" href="{address}"' in page
    assert f'<a href="{address}">Feed</a>' in page


def test_without_an_index_nobody_is_told_of_anything(client, schools, index_path):
    index_path.unlink()
    refused = client.get("/en/search/feed/?q=schools")
    assert (refused.status_code, refused["Retry-After"]) == (503, "60")


def test_control_characters_never_break_a_feed(client, schools):
    feed = feed_of(client, "q=%00%1b%EF%BF%BEschool%ED%B3%BF")
    assert "school" in feed.findtext(f"{ATOM}title")
