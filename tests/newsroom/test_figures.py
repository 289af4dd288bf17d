"""A figure's page: its period, what it replaces, and when it is old."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from newsroom.models import Figure
from newsroom.presentation.figures import OUTDATED
from tests.newsroom.factories import make_module
from tests.newsroom.figures import FACTS, make_figure, page_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
PAST = "2026-01"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """One day for all tests, so that release dates are past or to come."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 11, 26))


@pytest.mark.parametrize(
    "period",
    ["2024", "2024-Q4", "2024-07", "2024-07-01", "2015-01/2015-06", "2014/2015-06"],
)
def test_periods_of_every_kind_are_valid(period):
    Figure(**{**FACTS, "period": period}).full_clean()


@pytest.mark.parametrize(
    "period",
    ["", "24", "2024-Q5", "2024-13", "2024-02-31", "0000", "2024/", "2024\n", "٢٠٢٤"],
)
def test_what_is_no_period_is_refused(period):
    with pytest.raises(ValidationError):
        Figure(**{**FACTS, "period": period}).full_clean()


def test_numbers_places_and_periods_are_in_the_readers_language(client):
    page = page_of(client, make_figure(period="2024-Q4"), "de")
    assert "304 Millionen" in page
    assert "Welt" in page
    assert "4. Quartal 2024" in page


def test_past_release_is_said_wherever_the_figure_stands(client):
    figure = make_figure(next_release=PAST)
    exported = client.get("/en/newsroom/figures/export.json").json()["figures"]
    assert str(OUTDATED) in client.get("/en/newsroom/figures/").content.decode()
    assert str(OUTDATED) in page_of(client, figure)
    assert exported[0]["may_be_outdated"] is True


@pytest.mark.parametrize("release", ["2026-02-31", "0000", "soon"])
def test_release_on_a_day_that_no_calendar_has_is_refused(release):
    with pytest.raises(ValidationError):
        Figure(**{**FACTS, "next_release": release}).full_clean()


@pytest.mark.parametrize("release", ["", "2026-11", "2026-11-26", "2027"])
def test_release_to_come_is_no_warning(client, release):
    page = page_of(client, make_figure(next_release=release))
    assert str(OUTDATED) not in page


def test_superseded_figure_stays_and_leads_to_the_newest(client):
    old = make_figure(title="Of 2022", status="superseded")
    middle = make_figure(title="Of 2023", status="superseded", supersedes=old)
    make_figure(title="Of 2024", supersedes=middle)
    page = page_of(client, old)
    banner = page[page.index("There is a newer figure") :].split("</p>")[0]
    assert "Of 2024" in banner
    assert "Of 2023" in page


def test_circle_of_versions_ends(client):
    one = make_figure(title="One", status="superseded")
    two = make_figure(title="Two", status="superseded", supersedes=one)
    Figure.objects.filter(pk=one.pk).update(supersedes=two)
    assert "Two" in page_of(client, one)


def test_two_figures_may_not_supersede_each_other():
    first = make_figure()
    second = make_figure(supersedes=first)
    third = make_figure(supersedes=second)
    for last in (first, second, third):
        first.supersedes = last
        with pytest.raises(ValidationError, match="supersede itself"):
            first.full_clean()


def test_figure_after_a_circle_of_others_can_be_saved():
    one = make_figure()
    two = make_figure(supersedes=one)
    Figure.objects.filter(pk=one.pk).update(supersedes=two)
    Figure(**FACTS, supersedes=two).full_clean()


def test_not_comparable_is_said_on_both_pages(client):
    one = make_figure(title="Stock of people")
    two = make_figure(title="Crossings", not_comparable_with=[one])
    assert "Crossings" in page_of(client, one)
    assert "Stock of people" in page_of(client, two)


def test_withdrawn_figure_is_gone_everywhere(client, index):
    figure = make_figure(title="Taken back", status="historical")
    other = make_figure(title="Other", not_comparable_with=[figure])
    module = make_module(figures=(figure,))
    figures = "/en/newsroom/figures/"
    everywhere = {
        "/sitemap.xml",
        "/en/search/?q=taken",
        "/en/search/?kind=figure",
        "/en/search/feed/?q=taken",
        "/en/search/suggest/?q=taken",
        "/api/search?q=taken",
        f"/en/newsroom/{module.public_id}/",
        f"{figures}{other.public_id}/",
        *(f"{figures}{name}" for name in ("", "?q=taken", "timeline/", "feed/")),
        *(f"{figures}export.{name}" for name in ("csv", "json")),
    }
    index()
    assert {page for page in everywhere if shows(client, page)} == everywhere
    figure.texts.get().unpublish()
    index()
    assert not {page for page in everywhere if shows(client, page)}
    assert client.get(f"{figures}{figure.public_id}/").status_code == 404
    assert client.get(f"/en/report/figure/{figure.public_id}/").status_code == 404


def shows(client, address: str) -> bool:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    content = response.content.decode()
    return "Taken back" in content or "/taken-back/" in content


def test_search_finds_a_figure_by_its_value_and_says_the_source(client, index):
    make_figure(title="Migrants in the world")
    index()
    page = client.get("/en/search/?q=304+million").content.decode()
    assert "Migrants in the world" in page


def test_search_shows_no_wrong_reading(client, index):
    make_figure(do_not_say="zanzibar refugees")
    index()
    page = client.get("/en/search/?q=zanzibar").content.decode()
    assert "zanzibar refugees" not in page


def test_old_slug_leads_to_the_present_one(client):
    figure = make_figure(title="New name")
    response = client.get(f"/en/newsroom/figures/{figure.public_id}/old/")
    assert response.status_code == 302
    assert response["Location"].endswith("/new-name/")


def test_pages_need_few_queries(client):
    first = make_figure(title="0", status="superseded", languages=("en", "de"))
    for number in range(1, 25):
        last = make_figure(
            title=str(number),
            languages=("en", "de"),
            status="superseded" if number < 20 else "historical",
            supersedes=first,
            not_comparable_with=[first],
        )
        first = last if number < 4 else first
    addresses = ("", "timeline/", "export.json", "feed/", f"{first.public_id}/3/")
    for address in addresses:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(f"/de/newsroom/figures/{address}", follow=True)
        assert response.status_code == 200
        assert len(queries) <= MOST_QUERIES, address
