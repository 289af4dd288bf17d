"""A practice that is unpublished is gone from every place that showed it."""

from __future__ import annotations

import pytest

from editorial.actions import save_facts
from practices.models import Transfer
from tests.factories import make_practice

pytestmark = pytest.mark.django_db
TITLE = "A house with forty doors"
PLACES = (
    "/en/",
    "/en/practices/",
    "/en/practices/?q=forty",
    "/en/practices/export.csv",
    "/en/practices/export.json",
    "/en/practices/feed/",
    "/en/search/?q=forty",
    "/en/search/?q=doors&language=en",
    "/en/search/feed/?q=forty",
    "/en/search/suggest/?q=forty",
    "/api/search?q=forty",
    "/sitemap.xml",
)


def test_unpublished_practice_is_gone_from_page_files_feed_and_search(client, index):
    partner = make_practice(title="A garden")
    practice = make_practice(title=TITLE, languages=("en", "de"))
    partner.transfers = [Transfer(practice=practice, kind="came_from")]
    save_facts(partner)
    index()
    own = f"/en/practices/{practice.public_id}/"
    report = f"/en/report/practice/{practice.public_id}/"
    places = (*PLACES, f"/en/practices/{partner.public_id}/")

    def shown_at() -> list[str]:
        """Return the places that name the practice, by its title or address."""
        read = {
            place: client.get(place, follow=True).content.decode() for place in places
        }
        return [
            place for place, words in read.items() if TITLE in words or own in words
        ]

    assert shown_at() == list(places)
    assert client.get(own, follow=True).status_code == 200
    for text in practice.texts.all():
        text.unpublish()
    # Before the index knows of it, and after.
    assert shown_at() == []
    index()
    assert shown_at() == []
    assert client.get(own).status_code in (404, 410)
    assert client.get(report).status_code in (404, 410)
