"""The sitemap names what exists, in the languages in which it exists."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from languages.registry import CODES
from tests.factories import make_practice
from tests.newsroom.factories import make_module, make_term
from tests.newsroom.figures import make_figure

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture
def entries(client, settings):
    """Return a function: path → languages of its alternates."""
    settings.PUBLIC_URL = "https://philoxenia.example"

    def read() -> dict[str, set[str]]:
        tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
        return {
            entry.findtext("s:loc", namespaces=NAMES).removeprefix(
                settings.PUBLIC_URL
            ): {link.get("hreflang") for link in entry.findall("x:link", NAMES)}
            for entry in tree.findall("s:url", NAMES)
        }

    return read


@pytest.mark.django_db
def test_fronts_stand_in_every_language(entries):
    found = entries()
    for code in CODES:
        assert found[f"/{code}/"] == {*CODES, "x-default"}
        assert f"/{code}/practices/" in found
        assert f"/{code}/newsroom/" in found
        assert f"/{code}/newsroom/terms/" in found
        assert f"/{code}/newsroom/figures/" in found


def test_pages_stand_in_the_languages_that_exist(entries, translate):
    translate("privacy", "de")
    found = entries()
    assert found["/en/about/privacy/"] == {"en", "de"}
    assert found["/de/about/privacy/"] == {"en", "de"}
    assert "/fr/about/privacy/" not in found


@pytest.mark.django_db
def test_practices_stand_in_the_languages_that_exist(entries):
    practice = make_practice(languages=("en", "ar"))
    make_practice(title="A draft", live=False)
    records = {
        path: languages
        for path, languages in entries().items()
        if "/practices/" in path and not path.endswith("/practices/")
    }
    assert len(records) == 2
    assert all(practice.public_id in path for path in records)
    assert all(languages == {"en", "ar"} for languages in records.values())


@pytest.mark.django_db
def test_the_newsrooms_things_stand_in_the_languages_that_exist(entries):
    term = make_term(languages=("en", "de"))
    module = make_module(languages=("en", "ar"))
    figure = make_figure(languages=("en", "fr"))
    found = entries()
    things = (term, {"en", "de"}), (module, {"en", "ar"}), (figure, {"en", "fr"})
    for thing, languages in things:
        own = [found[path] for path in found if thing.public_id in path]
        assert own == [languages, languages]


def test_sitemap_costs_few_queries(client, translate, django_assert_max_num_queries):
    translate("privacy", "de")
    for _number in range(3):
        make_practice(languages=("en", "de"))
    with django_assert_max_num_queries(8):
        client.get("/sitemap.xml")


def test_addresses_come_from_the_public_url(client, settings, pages):
    settings.PUBLIC_URL = "https://philoxenia.example"
    content = client.get("/sitemap.xml", headers={"Host": "localhost"}).content.decode()
    assert "https://philoxenia.example/en/about/privacy/" in content
    assert "localhost" not in content
