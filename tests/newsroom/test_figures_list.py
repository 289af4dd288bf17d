from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from tests.newsroom.figures import make_figure

pytestmark = pytest.mark.django_db


def listed(client, query="", language="en"):
    return client.get(f"/{language}/newsroom/figures/{query}")


def titles(response) -> list[str]:
    return [card.text.title for card in response.context["cards"]]


def test_current_figures_come_first(client):
    make_figure(title="Past", status="historical")
    make_figure(title="Replaced", status="superseded")
    make_figure(title="Now", status="current", period="2020")
    assert titles(listed(client)) == ["Now", "Replaced", "Past"]


def test_drafts_are_not_listed(client):
    make_figure(title="Draft", live=False)
    assert titles(listed(client)) == []
    assert "No figure fits" in listed(client).content.decode()


def test_every_facet_narrows_the_list(client):
    make_figure(title="Deaths", kind="events", counts="deaths", place="x-MED")
    make_figure(title="Stock", status="superseded")
    for query in ("kind=events", "counts=deaths", "place=x-MED", "status=current"):
        assert titles(listed(client, f"?{query}")) == ["Deaths"]


def test_counts_ignore_the_facets_own_choice(client):
    make_figure(kind="stock")
    make_figure(kind="share")
    facets = listed(client, "?kind=stock").context["facets"]
    kinds = next(facet for facet in facets if facet.name == "kind")
    assert {choice.value: choice.count for choice in kinds.choices} == {
        "stock": 1,
        "share": 1,
    }


def test_words_find_figures(client, index):
    make_figure(title="Remittances sent home")
    make_figure(title="Orders to leave")
    index()
    assert titles(listed(client, "?q=remittance")) == ["Remittances sent home"]


def test_timeline_has_the_historical_ones_by_year(client):
    make_figure(title="Later", status="historical", period="2016-01-01/2016-07-03")
    make_figure(title="Earlier", status="historical", period="2014")
    make_figure(title="Now")
    years = client.get("/en/newsroom/figures/timeline/").context["years"]
    assert [year.year for year in years] == ["2014", "2016"]
    assert [card.text.title for year in years for card in year.cards] == [
        "Earlier",
        "Later",
    ]


def test_files_hold_the_filtered_figures_with_source_and_date(client):
    make_figure(title="Kept", kind="share", unit="percent", value="3.70")
    make_figure(title="Left out")
    address = "/en/newsroom/figures/export.csv?kind=share"
    content = client.get(address).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert row["title"] == "Kept"
    assert row["value"] == "3.7"
    assert row["source_url"] == "https://example.org/stock"
    assert row["source_read_on"] == "2026-11-23"
    assert row["do_not_say"] == "304 million refugees; Everyone moves"


def test_a_workbook_can_reckon_with_the_values(client):
    make_figure(value="-3.70", low=None, high=None)
    book = client.get("/en/newsroom/figures/export.xlsx").content
    names, cells = load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True)
    assert dict(zip(names, cells, strict=True))["value"] == -3.7
    content = client.get("/en/newsroom/figures/export.csv").content.decode()
    assert ",-3.7," in content


def test_cell_that_looks_like_a_formula_is_disarmed(client):
    make_figure(title="=1+1")
    content = client.get("/en/newsroom/figures/export.csv").content.decode()
    assert ",'=1+1," in content


def test_unknown_format_is_not_found(client):
    assert client.get("/en/newsroom/figures/export.exe").status_code == 404


def test_feed_follows_the_filters(client):
    make_figure(title="Kept", kind="share")
    make_figure(title="Left out")
    feed = client.get("/en/newsroom/figures/feed/?kind=share").content.decode()
    assert "Kept" in feed
    assert "Left out" not in feed


def test_feed_says_source_day_and_standing(client):
    make_figure(title="Late", next_release="2025", status="current")
    make_figure(title="Past", status="historical")
    feed = client.get("/en/newsroom/figures/feed/").content.decode()
    for said in (
        "304 million",
        "https://example.org/stock",
        "Read on Nov. 23, 2026.",
        "Past its release date",
        "Current",
        "Historical",
    ):
        assert said in feed


@pytest.mark.parametrize("name", ["csv", "json"])
def test_files_say_source_day_and_standing(client, name):
    make_figure(next_release="2025")
    response = client.get(f"/en/newsroom/figures/export.{name}")
    if name == "json":
        (row,) = response.json()["figures"]
    else:
        text = response.content.decode("utf-8-sig")
        (row,) = csv.DictReader(io.StringIO(text))
    assert row["status"] == "current"
    assert row["source"] == "Migrant stock"
    assert row["source_read_on"] == "2026-11-23"
    assert str(row["may_be_outdated"]) == "True"


@pytest.mark.parametrize(
    "query",
    [
        "?page=999999999999999999999999",
        "?page=-1",
        "?q=%00%00",
        "?kind=%00&place=..%2F&status=%27%3B--&counts=%3Cscript%3E",
        "?place=" + "x" * 5000,
    ],
)
@pytest.mark.parametrize("address", ["", "export.csv", "feed/", "timeline/"])
def test_hostile_parameters_are_ignored(client, index, address, query):
    make_figure(title="Still there", status="historical")
    response = listed(client, f"{address}{query}")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().split("<main")[-1]


@pytest.mark.parametrize("public_id", ["nothing0", "%00", "x" * 500, "..%2F"])
def test_hostile_addresses_are_not_found(client, public_id):
    address = f"/en/newsroom/figures/{public_id}/"
    assert client.get(address, follow=True).status_code in (400, 404)


@pytest.mark.parametrize("address", ["", "timeline/"])
def test_list_says_of_which_edition_a_value_is(client, address):
    facts = {"status": "historical"} if address else {}
    backs = ["value", "period", "definition", "vintage"]
    make_figure(vintage="2024 revision", source_backs=backs, **facts)
    make_figure(title="Another", vintage="", **facts)
    page = client.get(f"/en/newsroom/figures/{address}").content.decode()
    assert page.count("How many at one date") >= 2
    assert page.count("Edition: ") == 1
    assert "Edition: 2024 revision" in page
