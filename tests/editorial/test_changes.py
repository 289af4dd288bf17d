"""A translation that is behind its original says what has changed there."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import ngettext, override

import pytest

from editorial.actions import publish
from editorial.changes import changes_since
from practices.models import Disagreement, Fact, PracticeText
from tests.factories import make_practice
from tests.newsroom.factories import make_module, make_term
from tests.newsroom.figures import make_figure
from tests.toolkit.factories import make_lesson
from toolkit.models import Lesson
from toolkit.presentation import Plan
from toolkit.printing.documents import teachers_plan

pytestmark = pytest.mark.django_db


def behind(**words: object) -> tuple[PracticeText, PracticeText]:
    """Return an original that was changed, and its German translation."""
    practice = make_practice(languages=("en", "de"))
    original = practice.texts.get(translated_from=None)
    for name, value in words.items():
        setattr(original, name, value)
    publish(original)
    return original, practice.texts.get(locale__language_code="de")


def said(text: PracticeText) -> dict[str, list[list[tuple[str, str]]]]:
    return {
        str(change.heading): [
            [(str(piece.kind), piece.words) for piece in pieces]
            for pieces in change.places
        ]
        for change in changes_since(text)
    }


def test_change_of_a_column_is_told_word_by_word():
    _original, text = behind(summary="Neighbours share a garden.")
    assert said(text) == {
        "in short": [
            [
                ("same", "Neighbours share a "),
                ("removed", "house"),
                ("added", "garden"),
                ("same", "."),
            ]
        ]
    }


def test_lines_that_stayed_are_left_out():
    original, text = behind(reach="<p>One.</p><ul><li>Two.</li><li>Three.</li></ul>")
    original.refresh_from_db()
    text.from_edition, text.from_revision = original.edition, original.live_revision
    original.reach = "<p>One.</p><ul><li>Two.</li><li>Four.</li></ul>"
    publish(original)
    text.translated_from.refresh_from_db()
    ((pieces,),) = said(text).values()
    assert "Two" not in "".join(words for _kind, words in pieces)


def test_change_of_rows_is_told():
    row = Disagreement(fact=Fact.START, words="2004 or 2006.")
    _original, text = behind(disagreements=[row])
    (pieces,) = said(text)["disagreements"]
    assert pieces == [("added", "Start\n2004 or 2006.")]


def test_version_that_is_gone_leaves_the_number_alone():
    original, text = behind(summary="Otherwise.")
    original.revisions.order_by("pk").first().delete()
    text.refresh_from_db()
    assert changes_since(text) == []
    assert text.editions_behind == 1


def test_words_of_a_withdrawn_original_are_not_shown(client):
    original, text = behind(summary="Neighbours share a garden.")
    original.unpublish()
    path = f"/de/practices/{text.thing.public_id}/"
    page = client.get(path, follow=True).content.decode()
    assert "garden" not in page
    assert "Englisch" in page
    assert "<ins>" not in page


def test_translation_that_is_not_behind_costs_no_query(django_assert_num_queries):
    practice = make_practice(languages=("en", "de"))
    text = practice.texts.select_related("translated_from").get(
        locale__language_code="de"
    )
    with django_assert_num_queries(0):
        assert changes_since(text) == []


@pytest.mark.parametrize("make", [make_lesson, make_term, make_figure, make_module])
def test_page_says_that_its_translation_is_behind(client, make):
    thing = make(languages=("en", "de"))
    original = thing.texts.get(translated_from=None)
    address = thing.texts.exclude(translated_from=None).get().get_absolute_url()
    with override("de"):
        said = ngettext(
            "The original has changed once since then.",
            "The original has changed %(count)s times since then.",
            1,
        ) % {"count": 1}
    assert said not in client.get(address).content.decode()
    original.title = "Another title"
    publish(original)
    assert said in client.get(address).content.decode()


def test_readers_and_translators_see_the_change(client, translator):
    _original, text = behind(summary="Neighbours share a <garden>.")
    path = f"/de/practices/{text.thing.public_id}/"
    page = client.get(path, follow=True).content.decode()
    client.force_login(translator)
    form = client.get(
        reverse("wagtailsnippets_practices_practicetext:edit", args=[text.pk])
    ).content.decode()
    for content in (page, form):
        assert "&lt;garden&gt;" in content
        assert "<ins>" in content
    assert '<div class="differences told-words" lang="en" dir="ltr">' in page


def test_lesson_file_names_the_parts_that_changed():
    lesson = make_lesson(languages=("en", "de"))
    original = lesson.texts.get(translated_from=None)
    lesson.texts.exclude(pk=original.pk).update(from_revision=original.live_revision)
    original.summary, original.materials = "Otherwise.", "Scissors"
    publish(original)
    plan = Plan(Lesson.objects.with_plan().get(), "de")
    with override("en"):
        notices = teachers_plan(plan)["notices"]
    assert "Changed since then: In short und What you need." in notices
