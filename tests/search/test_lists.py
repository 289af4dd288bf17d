"""A room's own list says when no words can be looked for; its files don't pretend."""

from __future__ import annotations

from contextlib import closing
from xml.etree import ElementTree

from django.urls import reverse

import apsw
import pytest

from editorial.exports import FORMATS
from search.actions import reconcile
from search.engines import engine
from search.engines.base import Unavailable
from search.reads import listed, matching_ids
from tests.factories import make_practice
from tests.newsroom.factories import make_term
from tests.newsroom.figures import make_figure
from tests.stories.factories import make_story
from tests.toolkit.factories import make_lesson

pytestmark = pytest.mark.django_db

LISTS = {
    "practices:list": lambda title: make_practice(title=title),
    "toolkit:list": lambda title: make_lesson(title=title),
    "stories:list": lambda title: make_story(title=title),
    "newsroom:terms": make_term,
    "newsroom:figures": lambda title: make_figure(title=title),
}
"""The list of each room, and what makes one of its things."""
EXPORTS = ("practices:export", "newsroom:figures_export")
FEEDS = {"practices:feed": make_practice, "newsroom:figures_feed": make_figure}
NOTICE = "The search is being prepared"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _practices_alone():
    """Here all rooms are asked."""


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_everything_and_says_why(client, index, index_path, name):
    for title in ("Lantern", "Candle"):
        LISTS[name](title)
    reconcile()
    address = f"{reverse(name)}?q=lantern"
    found = client.get(address)
    assert NOTICE not in found.content.decode()
    assert found.context["page"].paginator.count == 1
    index_path.unlink()
    everything = client.get(address)
    assert NOTICE in everything.content.decode()
    assert "no-store" in everything["Cache-Control"]
    assert "ETag" not in everything
    assert everything.context["page"].paginator.count == 2
    without_words = client.get(reverse(name))
    assert NOTICE not in without_words.content.decode()
    assert without_words.has_header("ETag")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_finds_again_once_the_index_is_back(client, index, index_path, name):
    LISTS[name]("Lantern")
    LISTS[name]("Candle")
    kept = index_path.with_suffix(".kept")
    reconcile()
    address = f"{reverse(name)}?q=lantern"
    index_path.rename(kept)
    assert NOTICE in client.get(address).content.decode()
    kept.rename(index_path)
    assert client.get(address).context["page"].paginator.count == 1


@pytest.mark.parametrize("name", LISTS)
def test_results_are_headed_by_the_words_that_were_looked_for(client, index, name):
    page = client.get(f"{reverse(name)}?q=<lantern>").content.decode()
    assert "<bdi>&lt;lantern&gt;</bdi></li>" in page.partition("results-heading")[2]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", EXPORTS)
def test_a_file_is_refused_rather_than_full_of_anything(
    client, index, index_path, name, form
):
    make_practice()
    make_figure()
    index_path.unlink()
    address = reverse(name, args=[form])
    refused = client.get(f"{address}?q=lantern")
    assert refused.status_code == 503
    assert refused["Retry-After"] == "60"
    assert "no-store" in refused["Cache-Control"]
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_tells_nobody_of_what_nobody_asked_for(client, index, index_path, name):
    FEEDS[name](title="Lantern")
    reconcile()

    def entries(query):
        feed = ElementTree.fromstring(client.get(reverse(name) + query).content)
        return len(list(feed.iter(f"{ATOM}entry")))

    assert entries("?q=lantern") == 1
    index_path.unlink()
    refused = client.get(f"{reverse(name)}?q=lantern")
    assert (refused.status_code, refused["Retry-After"]) == (503, "60")
    assert entries("") == 1


ASKED = (
    "/en/search/?q=lantern",
    "/en/search/feed/?q=lantern",
    "/api/search?q=lantern",
    "/en/practices/?q=lantern",
    "/en/practices/feed/?q=lantern",
    "/en/practices/export.csv?q=lantern",
    "/en/newsroom/figures/feed/?q=lantern",
)


@pytest.mark.parametrize("address", ASKED)
def test_what_is_told_while_the_index_fails_is_kept_nowhere(
    client, index, index_path, address
):
    """Its stamp can be read, so a whole answer would bear the same ETag."""
    make_practice(title="Lantern")
    make_figure(title="Lantern")
    reconcile()
    assert client.get(address).has_header("ETag")
    with closing(apsw.Connection(str(index_path.resolve()))) as connection:
        connection.execute("DROP TABLE fts")
    assert engine().stamp()
    told = client.get(address)
    assert "no-store" in told["Cache-Control"]
    assert not told.has_header("ETag")


def test_ids_are_never_made_up(db):
    make_practice()
    with pytest.raises(Unavailable):
        matching_ids("practice", "anything", "en")


def test_what_fails_at_the_last_moment_is_said_too():
    """Nobody asks first whether there is an index: it could go in between."""

    def found(q):
        if q:
            raise Unavailable
        return ["everything"]

    assert listed(found, "lantern") == (["everything"], True)
    assert listed(found, "") == (["everything"], False)
