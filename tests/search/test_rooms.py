"""What each room knows of its things narrows the search through all of them."""

from __future__ import annotations

import re

import pytest

from pages.models import StandardPage
from search import kinds, reads
from search.actions import reconcile
from stories.actions.announcing import announce
from stories.models import Story
from tests.factories import ConceptFactory, make_practice
from tests.newsroom.factories import make_module, make_term
from tests.newsroom.figures import make_figure
from tests.pages.campaigns import make_campaign, translated
from tests.stories.factories import make_story
from tests.toolkit.factories import make_lesson

pytestmark = pytest.mark.django_db

STORIES = {"Told for schools", "Told to readers"}
EVERYTHING = STORIES | {"Lesson", "Practice", "Term", "Module", "Figure", "Campaign"}
FOUND = {
    "age=12-14": {"Lesson"},
    "minutes=90": {"Lesson"},
    "subject=civics": {"Lesson"},
    "target_group=refugees": {"Practice"},
    "level=municipal": {"Practice"},
    "evidence=E2&evidence=E3": {"Practice"},
    "direction=mixed": {"Practice"},
    "known=results": {"Practice"},
    "known=funding": set(),
    "status=running": {"Practice"},
    "problem=label": {"Term"},
    "agreement=disagree": {"Term"},
    "agreement=house": set(),
    "authority=Authority+1": {"Term"},
    "difficulty=beginner": {"Module"},
    "figure=stock": {"Figure"},
    "counts=persons": {"Figure"},
    "place=PL": {"Figure"},
    "origin=SY": STORIES,
    "residence=SE": {"Told for schools"},
    "original=ar": {"Told to readers"},
    "country=PL": {"Figure"},
    "country=DE&country=SE": {"Practice", *STORIES},
    "theme=housing": {"Practice", "Module"},
    "use=classroom": EVERYTHING - {"Told to readers", "Campaign"},
    "use=print": EVERYTHING - STORIES,
    "use=print&target_group=refugees&level=municipal": {"Practice"},
    "target_group=refugees&age=12-14": set(),
}
"""Choices of an address, and the titles that fit."""


@pytest.fixture(autouse=True)
def _practices_alone():
    """Here all rooms are asked."""


@pytest.fixture
def rooms(index):
    """One thing of every kind, and two stories of different consents."""
    make_practice(
        title="Practice",
        themes=("housing",),
        groups=("refugees",),
        directions=("mixed",),
        level=ConceptFactory(kind="level", slug="municipal"),
        evidence="E2",
        status="running",
    )
    make_lesson(title="Lesson", subjects=("civics",))
    make_term("Term", stances=("avoid", "allow"))
    make_module("Module")
    make_figure(title="Figure", place="PL")
    make_campaign(title="Campaign")
    make_story(title="Told for schools", residence="SE", allowed_uses=["classroom"])
    make_story(title="Told to readers", languages=("ar",))
    reconcile()


def page_of(client, query, language="en"):
    response = client.get(f"/{language}/search/?{query}")
    assert response.status_code == 200
    return response


def titles(response):
    found = {hit.document.title for hit in response.context["found"].hits}
    return found & EVERYTHING


def shown(response):
    return {facet.name: facet for facet in response.context["facets"]}


def test_every_choice_finds_what_has_it(client, rooms):
    found = {query: titles(page_of(client, query)) for query in FOUND}
    assert found == FOUND


def test_a_rooms_facets_are_shown_once_it_is_chosen_or_alone(client, rooms):
    everything = shown(page_of(client, ""))
    chosen = shown(page_of(client, "kind=lesson&kind=term"))
    alone = shown(page_of(client, "target_group=refugees"))
    assert {"kind", "theme", "country", "use"} <= everything.keys()
    assert not {"age", "target_group", "problem", "place"} & everything.keys()
    assert {"age", "subject", "problem", "authority"} <= chosen.keys()
    assert "target_group" not in chosen
    assert [choice.selected for choice in alone["target_group"].choices] == [True]


def test_a_facet_that_would_change_nothing_is_not_shown(client, rooms):
    assert "use" not in shown(page_of(client, "kind=lesson"))
    uses = shown(page_of(client, "kind=story&use=classroom"))["use"].choices
    assert [(use.value, use.count, use.selected) for use in uses] == [
        ("classroom", 1, True)
    ]


def test_values_are_named_as_in_their_room(client, rooms):
    page = page_of(client, "kind=lesson&kind=practice", "de").content.decode()
    assert "12 bis 14 Jahre" in page
    assert re.search(r"E2 · \w", page)


def test_a_thing_of_any_room_is_one_result(client, index):
    makers = make_practice, make_lesson, make_term, make_module, make_figure, make_story
    for make in makers:
        make(languages=("en", "de"))
    translated(make_campaign(), "de")
    reconcile()
    found = page_of(client, "", "de").context["found"]
    rooms = dict(found.facets["kind"])
    pages = StandardPage.objects.live().values("translation_key").distinct().count()
    assert rooms.pop("page") == pages
    assert rooms.keys() == {*kinds._kinds} - {"page"}
    assert set(rooms.values()) == {1}
    assert found.total == pages + len(makers)


def test_a_consent_that_is_taken_back_leaves_the_search(client, index, rooms):
    story = Story.objects.get(residence="SE")
    story.allowed_uses = []
    story.save()
    announce(story)
    index()
    assert titles(page_of(client, "kind=story&use=classroom")) == set()


def test_stories_have_languages_that_are_not_ours(client, index):
    make_story(title="Told to readers", languages=("so", "en"))
    make_story(title="Told for schools", languages=("pt-BR",), original_language="ti")
    reconcile()
    languages = shown(page_of(client, "kind=story"))["language"].choices
    assert [(one.value, one.label) for one in languages] == [
        ("en", "English"),
        ("pt-BR", "português"),
        ("so", "Soomaali"),
    ]
    assert titles(page_of(client, "language=so")) == {"Told to readers"}
    assert titles(page_of(client, "language=pt-BR")) == {"Told for schools"}
    assert titles(page_of(client, "original=ti")) == {"Told for schools"}
    answer = client.get("/api/search?language=so")
    assert (answer.status_code, answer.json()["total"]) == (200, 1)
    assert client.get("/api/search?language=xx").status_code == 422


def test_without_an_index_a_language_that_is_not_ours_can_be_chosen(
    client, rooms, index_path, monkeypatch
):
    make_story(title="Told to readers", languages=("so",))
    make_story(title="Told for schools")
    index_path.unlink()
    monkeypatch.setattr(reads, "MOST_LISTED", 1)
    assert titles(page_of(client, "language=so")) == {"Told to readers"}
    answer = client.get("/api/search?language=so")
    assert (answer.status_code, answer.json()["total"]) == (200, 1)
    assert client.get("/api/search?language=ti").status_code == 422


def test_what_is_there_in_two_languages_can_be_asked_for_in_either(client, index):
    make_story(title="Told to readers", languages=("ar", "en"))
    make_story(title="Told for schools", languages=("en",))
    reconcile()
    both = page_of(client, "kind=story&original=ar&q=told")
    choices = shown(both)["language"].choices
    assert {(one.value, one.count) for one in choices} == {("en", 1), ("ar", 1)}
    one = page_of(client, "kind=story&original=en&q=schools")
    assert "language" not in shown(one)


def test_no_feed_is_offered_of_what_feeds_may_not_keep(client, rooms):
    offered = {
        query: "/search/feed/" in page_of(client, query).content.decode()
        for query in ("", "kind=story", "kind=story&kind=lesson", "kind=lesson")
    }
    assert offered == {
        "": True,
        "kind=story": False,
        "kind=story&kind=lesson": True,
        "kind=lesson": True,
    }


def test_a_page_of_all_rooms_costs_few_queries(
    client, rooms, django_assert_max_num_queries
):
    page_of(client, "")
    with django_assert_max_num_queries(15):
        assert titles(page_of(client, "use=print&use=classroom")) == EVERYTHING - {
            "Told to readers"
        }


def test_without_an_index_the_rooms_still_filter(
    client, rooms, index_path, django_assert_max_num_queries
):
    index_path.unlink()
    assert titles(page_of(client, "age=12-14&q=nothing")) == {"Lesson"}
    with django_assert_max_num_queries(15):
        response = page_of(client, "q=nothing")
    assert titles(response) == EVERYTHING
    assert "being prepared" in response.content.decode()
