from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from editorial.actions import publish
from practices.models import SECTIONS, Evidence, Finding
from tests.factories import make_practice

ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = pytest.mark.django_db


def listed(client, query="", language="en"):
    return client.get(f"/{language}/practices/{query}")


def sheet(client, query="", language="en"):
    """Return the rows of the list as a workbook."""
    content = client.get(f"/{language}/practices/export.xlsx{query}").content
    names, *rows = load_workbook(io.BytesIO(content)).active.values
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_list_shows_published_practices_alone(client):
    make_practice(title="Open door")
    make_practice(title="Draft door", live=False)
    page = listed(client).content.decode()
    assert "Open door" in page
    assert "Draft door" not in page


def test_values_of_one_facet_widen_and_facets_narrow(client):
    make_practice(title="One", themes=("housing",), country="DE")
    make_practice(title="Two", themes=("health",), country="DE")
    make_practice(title="Three", themes=("health",), country="SE")
    both = listed(client, "?theme=housing&theme=health").context["page"]
    german = listed(client, "?theme=housing&theme=health&country=DE").context["page"]
    assert both.paginator.count == 3
    assert german.paginator.count == 2


def test_counts_ignore_the_facets_own_choice(client):
    make_practice(themes=("housing", "health"), country="DE")
    make_practice(themes=("health",), country="SE")
    facets = listed(client, "?country=SE").context["facets"]
    counts = {
        facet.name: {choice.value: choice.count for choice in facet.choices}
        for facet in facets
    }
    assert counts["country"] == {"DE": 1, "SE": 1}
    assert counts["theme"] == {"health": 1}


def test_results_are_headed_by_what_was_chosen(client):
    make_practice(themes=("housing",), country="DE")
    page = listed(client, "?theme=housing&country=DE&country=XX").content.decode()
    head = page.partition('id="results-heading"')[2].partition("<article")[0]
    chosen = re.findall('<li class="badge">(.*?)</li>', head)
    assert chosen == ["Theme: <bdi>Housing</bdi>", "Country: <bdi>Germany</bdi>"]
    assert "badge" not in listed(client).content.decode().partition("<article")[0]


def test_unknown_values_are_ignored(client):
    make_practice()
    page = listed(client, "?theme=nonsense&country=XX&page=999").context["page"]
    assert page.paginator.count == 1


def test_reader_gets_own_language_where_there_is_one(client):
    make_practice(title="Original", languages=("en", "de"))
    assert "Original (de)" in listed(client, language="de").content.decode()
    assert "Original (de)" not in listed(client, language="fr").content.decode()


@pytest.mark.parametrize(
    ("query", "facts"),
    [
        ("?country=SE", {"country": "SE"}),
        ("?group=refugees", {"groups": ("refugees",)}),
        ("?evidence=E3", {"evidence": "E3"}),
        ("?direction=negative", {"directions": ("negative",)}),
    ],
)
def test_list_exports_and_feed_follow_the_filters(client, query, facts):
    make_practice(title="Kept", start="2011", **facts)
    make_practice(title="Left out", groups=("children",), directions=("positive",))
    page = listed(client, query).content.decode()
    file = client.get(f"/en/practices/export.csv{query}").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    data = client.get(f"/en/practices/export.json{query}").json()
    workbook = sheet(client, query)
    feed = client.get(f"/en/practices/feed/{query}").content.decode()
    assert [row["title"] for row in rows] == ["Kept"]
    assert [row["title"] for row in data["practices"]] == ["Kept"]
    assert [row["title"] for row in workbook] == ["Kept"]
    assert data["practices"][0]["start"] == workbook[0]["start"] == "2011"
    assert all("Kept" in shown and "Left out" not in shown for shown in (page, feed))


def test_two_feeds_of_the_list_have_two_names(client, index):
    make_practice(themes=("housing", "health"))

    def head(query):
        feed = ElementTree.fromstring(client.get(f"/en/practices/feed/{query}").content)
        link = feed.find(f"{ATOM}link[@rel='alternate']").get("href")
        return feed.findtext(f"{ATOM}title"), feed.findtext(f"{ATOM}id"), link

    title, name, link = head("?theme=housing&theme=nonsense")
    assert title == "Housing · Practices · philoxenia"
    assert name == link == "http://testserver/en/practices/?theme=housing"
    assert head("?q=a%07b")[0] == "ab · Practices · philoxenia"
    assert head("")[0] == "Practices · philoxenia"
    assert head("")[1] == "http://testserver/en/practices/"


def test_null_and_negative_results_can_be_found(client):
    for direction in ("null", "negative", "positive"):
        make_practice(directions=(direction,))
    page = listed(client, "?direction=null&direction=negative").context["page"]
    assert page.paginator.count == 2


def test_files_say_who_translated_and_how_far_behind(client):
    practice = make_practice(languages=("en", "de"))
    translation = practice.texts.get(locale__language_code="de")
    translation.translator = "machine"
    publish(translation)
    original = practice.texts.get(locale__language_code="en")
    original.title = "Another house"
    publish(original)
    content = client.get("/de/practices/export.csv").content.decode("utf-8-sig")
    (in_csv,) = csv.DictReader(io.StringIO(content))
    (in_json,) = client.get("/de/practices/export.json").json()["practices"]
    for row in (in_csv, in_json):
        assert row["translated_from"] == "en"
        assert row["translator"] == "machine"
        assert str(row["changes_behind"]) == "1"


def test_cells_are_never_formulas(client):
    make_practice(title='=HYPERLINK("http://x")', summary="A bell\x07\uffff rings.")
    content = client.get("/en/practices/export.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK" in content
    book = client.get("/en/practices/export.xlsx").content
    cells = {cell.value: cell for cell in load_workbook(io.BytesIO(book)).active[2]}
    assert cells['=HYPERLINK("http://x")'].data_type == "s"
    assert "A bell rings." in cells


def test_files_say_what_came_of_it_and_in_which_language(client):
    practice = make_practice(languages=("en", "de"), directions=("null",))
    practice.results.update(evaluator="Auditors", year=2023)
    text = practice.texts.get(locale__language_code="en")
    text.how_it_works, text.reach = "<p>By door.</p>", "<p>400 <b>people</b>.</p>"
    text.findings = [Finding(result=practice.results.get(), words="Nothing changed.")]
    publish(text)
    (row,) = client.get("/de/practices/export.json").json()["practices"]
    assert row["results"] == ["null · Auditors · 2023 · Nothing changed."]
    assert (row["language"], row["body_languages"]) == ("de", ["en"])
    assert row["reach"] == "400 people ."
    assert row["went_wrong"] == ""


def test_files_name_every_language_that_a_record_is_in(client):
    practice = make_practice(languages=("en", "de"))
    for language, name in (("en", "reach"), ("de", "how_it_works")):
        text = practice.texts.get(locale__language_code=language)
        for section in SECTIONS:
            setattr(text, section, "")
        setattr(text, name, "<p>Words.</p>")
        publish(text)
    (row,) = client.get("/de/practices/export.json").json()["practices"]
    assert row["body_languages"] == ["de", "en"]


def test_each_part_of_a_place_reads_in_its_own_direction(client):
    make_practice(city="Altena", region="Nordrhein-Westfalen", country="DE")
    for name in ("list", "record"):
        address = "/ar/practices/"
        if name == "record":
            address = listed(client).context["records"][0].address
        shown = client.get(address, follow=True).content.decode()
        assert "<bdi>Altena</bdi> · <bdi>Nordrhein-Westfalen</bdi> · <bdi>" in shown


def test_search_words_narrow_the_list(client, index):
    make_practice(title="Schools for everyone")
    make_practice(title="A choir")
    index()
    page = listed(client, "?q=school").context["page"]
    assert [practice.texts.first().title for practice in page] == [
        "Schools for everyone"
    ]


def test_list_says_of_how_many_records_it_speaks(client):
    make_practice(country="DE", directions=("positive", "mixed"))
    make_practice(country="DE", directions=("unknown",))
    make_practice(country="SE", directions=("null",))
    text = make_practice(country="DE").texts.get()
    text.reach = "<p>400 people.</p>"
    publish(text)
    page = listed(client, "?country=DE").content.decode()
    assert "Results: 1 of 3" in page
    assert "Funding: 0 of 3" in page
    assert "Whom it reaches: 1 of 3" in page


def test_search_words_narrow_the_feed_too(client, index):
    make_practice(title="Schools for everyone")
    make_practice(title="A choir")
    index()
    feed = client.get("/en/practices/feed/?q=school").content.decode()
    assert "Schools for everyone" in feed
    assert "A choir" not in feed


def test_control_characters_never_break_the_feed(client):
    make_practice(title="A\x0bchoir\x1b", summary="In\x08 short \ufffe.")
    feed = client.get("/en/practices/feed/")
    assert feed.status_code == 200
    root = ElementTree.fromstring(feed.content)
    assert [title.text for title in root.iter(f"{ATOM}title")][1:] == ["Achoir"]


def test_a_hit_of_the_search_says_how_well_its_results_are_shown(client, index):
    make_practice(title="A lantern", evidence="E3")
    index()
    page = client.get("/en/search/?q=lantern").content.decode()
    shown = str(Evidence.E3.label)
    assert f'<li class="badge" dir="auto">{shown} (E3)</li>' in page
