"""The wall shows one task to the class, and no word that is the teacher's."""

from __future__ import annotations

from django.utils.translation import ngettext, override

import pytest

from editorial.models import Translator
from tests.toolkit.factories import make_lesson
from toolkit.presentation import Plan

pytestmark = pytest.mark.django_db


def wall(client, lesson, query="", language="en"):
    address = Plan(lesson, language).address
    return client.get(f"{address}project/{query}")


def test_task_stands_alone(client):
    page = wall(client, make_lesson(), "?age=12-14&step=read-easy").content.decode()
    assert "Pupils do read-easy" in page
    assert "Title of read-easy" in page
    assert "30 minutes" in page
    for words in ("Teacher says", "Teacher does", "Background", "The other task"):
        assert words not in page
    assert "<header" not in page


def test_it_begins_with_the_first_step_and_ends_with_the_last(client):
    lesson = make_lesson()
    first = wall(client, lesson, "?age=15-18").content.decode()
    last = wall(client, lesson, "?age=15-18&step=write").content.decode()
    assert "1 of 3" in first
    assert 'rel="prev"' not in first
    assert "step=read-closely" in first
    assert "3 of 3" in last
    assert 'rel="next"' not in last


def test_step_of_the_other_age_is_not_shown(client):
    page = wall(client, make_lesson(), "?age=12-14&step=read-closely")
    assert "Pupils do guess" in page.content.decode()


@pytest.mark.parametrize("query", ["", "?age=9&step=none", "?age=%00&step=%00"])
def test_unknown_values_are_ignored(client, query):
    assert "Pupils do guess" in wall(client, make_lesson(), query).content.decode()


def test_task_is_shown_in_the_readers_language(client):
    lesson = make_lesson(languages=("en", "ar"))
    page = wall(client, lesson, language="ar").content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert '<div class="wall-task" lang="ar" dir="rtl">' in page


def test_task_that_a_machine_translated_says_so(client):
    lesson = make_lesson(languages=("en", "ar"))
    lesson.texts.exclude(translated_from=None).update(translator="machine")
    with override("ar"):
        said = str(Translator.MACHINE.label)
    assert said in wall(client, lesson, language="ar").content.decode()
    assert said not in wall(client, lesson, language="en").content.decode()


def test_task_behind_its_original_says_so(client):
    lesson = make_lesson(languages=("en", "ar"))
    with override("ar"):
        said = ngettext(
            "The original has changed once since this translation was made.",
            "The original has changed %(count)s times since this translation was made.",
            2,
        )
    behind = said % {"count": 2}
    assert behind not in wall(client, lesson, language="ar").content.decode()
    lesson.texts.filter(translated_from=None).update(edition=3)
    assert behind in wall(client, lesson, language="ar").content.decode()
    assert behind not in wall(client, lesson, language="en").content.decode()


def test_unpublished_lesson_has_no_wall(client):
    lesson = make_lesson()
    lesson.texts.get().unpublish()
    assert client.get(f"/en/toolkit/{lesson.public_id}/-/project/").status_code == 404
