from __future__ import annotations

import json
import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

import pytest

from editorial.actions import publish
from tests.newsroom.figures import make_figure
from tests.stories.factories import make_story
from tests.toolkit.factories import make_lesson
from tests.toolkit.pictures import make_picture
from toolkit import files
from toolkit.files import File
from toolkit.presentation import Plan

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
MOST_PLACES = 5
"""Alternate, linked data, the way back and two files."""


def page_of(client, lesson, query="", language="en") -> str:
    response = client.get(
        f"/{language}/toolkit/{lesson.public_id}/{query}", follow=True
    )
    assert response.status_code == 200
    return response.content.decode()


def test_old_slug_leads_to_the_present_one_with_the_age(client):
    lesson = make_lesson(title="New name")
    response = client.get(f"/en/toolkit/{lesson.public_id}/old/?age=12-14")
    assert response["Location"].endswith("/new-name/?age=12-14")


def test_unpublished_lesson_is_not_found(client):
    lesson = make_lesson()
    lesson.texts.get().unpublish()
    assert client.get(f"/en/toolkit/{lesson.public_id}/-/").status_code == 404


def places_of(words: list[str], page: str) -> list[int]:
    page = page[page.find("<main") :]
    return [page.find(word) for word in words]


IN_CLASS = [
    "Teacher says guess",
    "Teacher does guess",
    "Pupils do guess",
    "The other task.",
    "How to end.",
    "Sheets for the pupils",
]
AT_HOME = ["Background words.", "https://example.org/report"]
"""They are the same for all ages: the page for one of them has links to them."""


def test_teacher_of_an_age_sees_all_of_class_in_the_order_of_the_lesson(client):
    page = page_of(client, make_lesson(), "?age=12-14")
    words = [
        "Take it to class",
        "print this page",
        "Pupils can check.",
        "Content note.",
        "First lesson: 45 minutes",
        *IN_CLASS,
        '/#background"',
        '/#sources-heading"',
    ]
    places = places_of(words, page)
    assert -1 not in places
    assert places == sorted(places)
    assert places_of(AT_HOME, page) == [-1, -1]


def test_page_for_all_ages_shows_the_plan_in_short_and_what_is_read_at_home(client):
    page = page_of(client, make_lesson(subjects=("civics",), themes=("media",)))
    words = [
        "Take it to class",
        "Moving: some in the room may be touched",
        "Pupils can check.",
        "Content note.",
        "First lesson: 45 minutes",
        "Minutes 0 to 15",
        "Title of guess",
        "Second lesson: 45 minutes",
        'id="background"',
        AT_HOME[0],
        'id="sources-heading"',
        AT_HOME[1],
    ]
    places = places_of(words, page)
    assert -1 not in places
    assert places == sorted(places)
    assert set(places_of(IN_CLASS, page)) == {-1}


def test_preview_shows_all_of_it():
    text = make_lesson().texts.get()
    page = text.make_preview_request().content.decode()
    assert -1 not in places_of([*IN_CLASS, *AT_HOME], page)


def test_address_in_greek_stands_in_few_places(client):
    lesson = make_lesson(title="Ποιος το λέει;", languages=("el",))
    page = page_of(client, lesson, "?age=12-14", language="el")
    assert f'href="/de/toolkit/{lesson.public_id}/-/?age=12-14"' in page
    links = f'href="/el/toolkit/{lesson.public_id}/-/project/?age=12-14&amp;step=guess"'
    assert links in page
    assert page.count("%CE%BB%CE%AD%CE%B5%CE%B9") <= MOST_PLACES


def test_steps_say_when_they_are_due():
    plan = Plan(make_lesson(), "en")
    due = {
        shown.step.key: [(time.span.start, time.span.end) for time in shown.times]
        for shown in plan.steps
    }
    assert due == {
        "guess": [(0, 15)],
        "read-easy": [(15, 45)],
        "read-closely": [(15, 45)],
        "write": [(45, 90)],
    }


def test_chosen_age_shows_its_variants_alone(client):
    lesson = make_lesson()
    younger = page_of(client, lesson, "?age=12-14")
    assert "Title of read-easy" in younger
    assert "Title of read-closely" not in younger
    assert "Title of read-closely" in page_of(client, lesson, "?age=nonsense")


def test_sheet_has_table_box_and_line(client):
    page = page_of(client, make_lesson(), "?age=12-14")
    assert 'class="table-box" role="region"' in page
    assert "☐ true" in page
    assert "<hr>" in page


def test_story_stands_among_the_teachers_pages(client):
    story = make_story(allowed_uses=["classroom"])
    page = page_of(client, make_lesson(story=story), "?age=12-14")
    words = ["How to end.", "A story that goes with it", "Sheets for the pupils"]
    places = places_of(words, page)
    assert -1 not in places
    assert places == sorted(places)


def test_sheets_are_open_for_browsers_that_print_a_fold_as_it_is(client):
    page = page_of(client, make_lesson(), "?age=12-14")
    assert page.count('<details class="reveal sheet" open>') == 1


def test_page_says_how_to_fill_the_wall(client):
    assert "Full screen: F11" in page_of(client, make_lesson())


def test_missing_language_shows_the_original_in_its_own(client):
    page = page_of(client, make_lesson(title="Only English"), language="ar")
    assert '<html lang="ar" dir="rtl"' in page
    assert re.search(r'<h3 lang="en" dir="ltr">\s*Title of guess', page)


def test_machines_draft_says_that_no_teacher_has_read_it(client):
    lesson = make_lesson(languages=("en", "de"))
    text = lesson.texts.get(locale__language_code="de")
    text.translator = "machine"
    publish(text)
    assert "Noch hat keine Lehrkraft" in page_of(client, lesson, language="de")


def test_translation_behind_its_original_says_so(client):
    lesson = make_lesson(languages=("en", "de"))
    original = lesson.texts.get(translated_from=None)
    row = original.steps.first()
    row.task = "<p>Another task.</p>"
    original.steps = [row, *original.steps.all()[1:]]
    publish(original)
    assert lesson.texts.get(locale__language_code="de").editions_behind == 1


def test_machines_read_what_it_is(client):
    lesson = make_lesson(title="</script><b>Who & why?")
    page = page_of(client, lesson)
    data = re.search(r'ld\+json">(.*?)</script>', page).group(1)
    read = json.loads(data)
    assert read["@type"] == "LearningResource"
    assert read["name"] == "</script><b>Who & why?"
    assert read["timeRequired"] == "PT90M"


@pytest.mark.parametrize("query", ["", "?age=12-14"])
def test_page_costs_few_queries(client, query):
    lesson = make_lesson(
        languages=("en", "de", "ar"),
        subjects=("civics", "history"),
        themes=("media",),
        story=make_story(languages=("en", "de"), allowed_uses=["classroom"]),
        figures=(make_figure(), make_figure(languages=("en", "de"))),
        pictures={"guess": make_picture(), "write": make_picture()},
    )
    address = Plan(lesson, "de").address + query
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= MOST_QUERIES


def test_files_that_somebody_makes_are_offered(client, monkeypatch):
    lesson = make_lesson()
    assert "Everything as PDF" not in page_of(client, lesson)
    monkeypatch.setattr(files, "_OFFERS", {})
    files.register(
        "printing", lambda plan, age: [File("Everything as PDF", f"/{age.value}.pdf")]
    )
    page = page_of(client, lesson)
    assert 'href="/12-14.pdf"' in page
    assert 'href="/15-18.pdf"' in page


def test_lesson_can_be_reported(client):
    lesson = make_lesson(title="A lesson to report")
    page = client.get(f"/en/report/lesson/{lesson.public_id}/").content.decode()
    assert "A lesson to report" in page
