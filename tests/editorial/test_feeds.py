"""Feeds tell their readers of every change: of words, and of facts alone."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

from wagtail.models import Revision

import pytest

from editorial.actions import save_facts
from tests.factories import make_practice
from tests.newsroom.factories import make_module, make_term
from tests.newsroom.figures import make_figure
from tests.toolkit.factories import make_lesson

ATOM = "{http://www.w3.org/2005/Atom}"
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def updated(client, address: str) -> dict[str, str]:
    """Return title → day of the last change, in the order of the feed."""
    feed = ElementTree.fromstring(client.get(address).content)
    return {
        entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}updated")[:10]
        for entry in feed.iter(f"{ATOM}entry")
    }


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (make_practice, "/en/practices/feed/"),
        (make_figure, "/en/newsroom/figures/feed/"),
        (make_practice, "/en/search/feed/?kind=practice"),
        (make_lesson, "/en/search/feed/?kind=lesson"),
        (make_module, "/en/search/feed/?kind=module"),
        (make_term, "/en/search/feed/?kind=term"),
        (make_figure, "/en/search/feed/?kind=figure"),
    ],
)
def test_entry_is_renewed_when_facts_alone_change(client, index, make, address):
    changed = make(title="Changed")
    make(title="Other")
    Revision.objects.update(created_at=LONG_AGO)
    changed.texts.model.objects.update(last_published_at=LONG_AGO)
    index()
    assert set(updated(client, address).values()) == {"2025-01-01"}
    save_facts(type(changed).objects.get(pk=changed.pk))
    index()
    days = updated(client, address)
    assert list(days) == ["Changed", "Other"]
    assert days["Changed"] > days["Other"] == "2025-01-01"
