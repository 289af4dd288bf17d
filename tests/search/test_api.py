"""The search answers programs."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

import pytest

from practices.models import PracticeText
from search.actions import apply_outbox, reconcile
from tests.factories import make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns(index):
    make_practice(
        title="Schools in Vienna",
        languages=("en", "de"),
        themes=("education",),
        groups=("women",),
        country="AT",
        summary="A school for <all>.",
    )
    make_practice(title="A school in Athens", themes=("housing",), country="GR")
    while apply_outbox():
        pass


def ask(client, query="", status=200, **headers):
    response = client.get(f"/api/search?{query}", headers=headers)
    assert response.status_code == status
    assert response["Content-Type"].startswith("application/json")
    return response.json()


def titles(answer):
    return [result["title"] for result in answer["results"]]


def test_a_result_says_all_that_a_page_says(client, towns):
    answer = ask(client, "q=schools+vienna&reader=en&language=en")
    (result,) = answer["results"]
    assert (answer["total"], answer["page"], answer["pages"]) == (1, 1, 1)
    assert (result["kind"], result["language"]) == ("practice", "en")
    assert result["summary"] == "A school for <all>."
    assert "A <mark>school</mark> for &lt;all&gt;." in result["excerpt"]
    assert result["url"].startswith("http://testserver/en/practices/")
    assert result["languages"].keys() == {"en", "de"}
    assert result["id"] in result["url"]
    assert client.get(result["languages"]["de"], follow=True).status_code == 200


def test_filters_are_those_of_the_page(client, towns):
    answer = ask(client, "country=AT&country=GR&theme=housing")
    assert titles(answer) == ["A school in Athens"]
    facets = {facet["name"]: facet for facet in answer["facets"]}
    assert facets["country"]["values"] == [
        {"value": "AT", "label": "Austria", "count": 0, "selected": True},
        {"value": "GR", "label": "Greece", "count": 1, "selected": True},
    ]
    assert titles(ask(client, "target_group=women&language=de")) == [
        "Schools in Vienna (de)"
    ]


def test_the_reader_decides_what_is_first_and_how_it_is_called(client, towns):
    asked = ask(client, "reader=de")
    sent = ask(client, **{"Accept-Language": "de"})
    assert titles(asked)[0] == titles(sent)[0] == "Schools in Vienna (de)"
    countries = next(facet for facet in asked["facets"] if facet["name"] == "country")
    assert countries["label"] == "Land"
    assert "Österreich" in {value["label"] for value in countries["values"]}


def test_pages_follow_each_other_and_end(client, towns):
    pages = [ask(client, f"per_page=1&page={page}") for page in (1, 2, 3)]
    assert [len(page["results"]) for page in pages] == [1, 1, 0]
    assert [page["page"] for page in pages] == [1, 2, 3]
    assert {page["pages"] for page in pages} == {2}


def test_newest_first_mixes_languages(client, towns):
    later = timezone.now() + timedelta(days=2)
    text = PracticeText.objects.filter(title="A school in Athens")
    text.update(last_published_at=later)
    reconcile()
    assert titles(ask(client, "reader=de&order=newest"))[0] == "A school in Athens"


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("page=0", "page"),
        ("page=one", "page"),
        (f"page={'9' * 5000}", "page"),
        ("per_page=101", "per_page"),
        ("order=oldest", "order"),
        ("reader=xx", "reader"),
        ("country=ZZ", "country"),
        ("theme=%00", "theme"),
    ],
)
def test_what_is_no_value_is_said(client, towns, query, named):
    (problem,) = ask(client, query, status=422)["detail"]
    assert named in problem["loc"]


@pytest.mark.parametrize("q", ["a" * 20_000, "%00%1b", '"(((', "%ED%B3%BF", "-", "*:*"])
def test_words_are_never_refused(client, towns, q):
    assert ask(client, f"q={q}")["total"] in (0, 2)


def test_anybody_may_ask_and_nobody_is_remembered(client, towns):
    response = client.get("/api/search?q=school")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert "Cookie" not in response["Vary"]
    again = client.get("/api/search", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert client.post("/api/search").status_code == 405


def test_a_hundred_results_cost_few_queries(
    client, towns, django_assert_max_num_queries
):
    ask(client, "q=school&per_page=100")
    with django_assert_max_num_queries(10):
        ask(client, "q=school&per_page=100&theme=education&target_group=women")


def test_without_an_index_it_says_so(client, towns, index_path):
    index_path.unlink()
    answer = ask(client, "q=nothing&country=GR")
    assert answer["degraded"]
    assert titles(answer) == ["A school in Athens"]


def test_the_description_names_every_parameter(client, towns):
    described = client.get("/api/openapi.json", headers={"Accept-Language": "de"})
    operation = described.json()["paths"]["/api/search"]["get"]
    parameters = {one["name"]: one for one in operation["parameters"]}
    assert {"q", "reader", "order", "page", "per_page"} <= parameters.keys()
    assert {"kind", "language", "theme", "use", "evidence"} <= parameters.keys()
    assert parameters["theme"]["description"].startswith("Theme.")
    assert described["Access-Control-Allow-Origin"] == "*"
