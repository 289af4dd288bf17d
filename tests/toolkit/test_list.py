from __future__ import annotations

import pytest

from search.actions import reindex
from tests.toolkit.factories import BOTH, STEPS, make_lesson

pytestmark = pytest.mark.django_db
YOUNG = [("read", 45, "core", ["12-14"])]


def listed(client, query="", language="en"):
    return client.get(f"/{language}/toolkit/{query}")


def counts(response) -> dict[str, dict[str, int]]:
    return {
        facet.name: {choice.value: choice.count for choice in facet.choices}
        for facet in response.context["facets"]
    }


def test_list_shows_published_lessons_alone(client):
    make_lesson(title="Open lesson")
    make_lesson(title="Draft lesson", live=False)
    page = listed(client).content.decode()
    assert "Open lesson" in page
    assert "Draft lesson" not in page
    assert "45 or 90 minutes" in page


def test_facets_narrow_and_count(client):
    make_lesson(subjects=("civics", "history"), themes=("media",))
    make_lesson(subjects=("history",), themes=("media", "asylum"), steps=STEPS[:-1])
    assert counts(listed(client)) == {
        "age": {"12-14": 2, "15-18": 2},
        "minutes": {"45": 2, "90": 1},
        "subject": {"civics": 1, "history": 2},
        "theme": {"media": 2, "asylum": 1},
    }
    two = listed(client, "?minutes=90&subject=civics").context["page"]
    assert two.paginator.count == 1


def test_counts_ignore_the_facets_own_choice(client):
    make_lesson(subjects=("civics",))
    make_lesson(subjects=("history",), steps=STEPS[:-1])
    found = counts(listed(client, "?minutes=90"))
    assert found["minutes"] == {"45": 2, "90": 1}
    assert found["subject"] == {"civics": 1}


def test_age_finds_lessons_with_steps_for_it():
    from toolkit.filters import FACETS
    from toolkit.models import Lesson

    lesson = make_lesson(steps=YOUNG, live=False)
    make_lesson(steps=[("read", 45, "core", BOTH)], live=False)
    age = next(facet for facet in FACETS if facet.name == "age")
    assert Lesson.objects.filter(age.matching(["15-18"])).count() == 1
    assert lesson in Lesson.objects.filter(age.matching(["12-14"])).distinct()


@pytest.mark.parametrize(
    "query", ["?age=7&minutes=1&subject=x&page=99999999999", "?age=%00&q=%00"]
)
def test_unknown_values_are_ignored(client, query):
    make_lesson()
    assert listed(client, query).context["page"].paginator.count == 1


def test_nothing_found_says_so(client, index):
    assert "No lesson fits all of this" in listed(client, "?q=zz").content.decode()


def test_words_of_tasks_and_sheets_are_found(client):
    lesson = make_lesson(title="A quiet title")
    text = lesson.texts.get()
    row = text.sheets.first()
    row.body = "Lighthouse keepers."
    row.save()
    make_lesson(title="Another")
    reindex()
    page = listed(client, "?q=lighthouse").context["page"]
    assert [found.pk for found in page] == [lesson.pk]


def test_search_over_all_rooms_finds_lessons_by_theme(client):
    make_lesson(title="Rumours in town", themes=("media",))
    reindex()
    page = client.get("/en/search/?q=rumours&kind=lesson&theme=media")
    assert "<mark>Rumours</mark> in town" in page.content.decode()


def test_door_of_the_home_page_leads_in(client):
    make_lesson(title="A lesson behind the door")
    content = client.get("/en/").content.decode()
    assert "A lesson behind the door" in content
    assert '/en/toolkit/"' in content
