"""Whoever translates a lesson only writes: every row is there, beside its original."""

from __future__ import annotations

from django.urls import reverse

from wagtail.admin.rich_text import DraftailRichTextArea

import pytest

from editorial.actions import start_translation
from tests.toolkit.factories import make_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return make_lesson()


@pytest.fixture
def text(lesson, translator):
    return start_translation(lesson.texts.get(), "de", translator)


@pytest.fixture
def desk(client, translator):
    client.force_login(translator)
    return client


def address(text) -> str:
    return reverse("wagtailsnippets_toolkit_lessontext:edit", args=[text.pk])


def sent(form, **changes: str) -> dict[str, object]:
    """Return what a browser sends of a form without rich text in it yet.

    A disabled field is not sent; the editor of rich text sends JSON.
    """
    parts = [form]
    for rows in form.formsets.values():
        parts += [rows.management_form, *rows.forms]
    fields = {
        field.html_name: "null"
        if isinstance(field.field.widget, DraftailRichTextArea)
        else field.value()
        for part in parts
        for field in part
        if not field.field.disabled
    }
    return {name: "" if v is None else v for name, v in fields.items()} | changes


def test_each_step_and_sheet_has_a_row_without_words(desk, lesson, text):
    form = desk.get(address(text)).context["form"]
    for relation, column in (("steps", "step"), ("sheets", "sheet")):
        rows = form.formsets[relation].forms
        chosen = [row[column].value() for row in rows]
        assert chosen == [fact.pk for fact in getattr(lesson, relation).all()]
        assert not any(row["title"].value() for row in rows)


def test_original_stands_above_as_readers_see_it(desk, text):
    page = desk.get(address(text)).content.decode()
    assert "<p>Teacher says guess</p>" in page
    assert "<td>A</td>" in page


def test_rows_are_saved_as_a_draft_and_not_twice(desk, lesson, text):
    for title in ("Raten", "Raten Sie"):
        form = desk.get(address(text)).context["form"]
        desk.post(
            address(text), sent(form, **{"title": "Wer?", "steps-0-title": title})
        )
        text.refresh_from_db()
        rows = text.get_latest_revision_as_object().steps.all()
        assert [row.step.key for row in rows] == [s.key for s in lesson.steps.all()]
        assert rows[0].title == title


def test_row_stays_with_its_step(desk, lesson, text):
    form = desk.get(address(text)).context["form"]
    desk.post(address(text), sent(form, title="Wer?"))
    text.refresh_from_db()
    last = lesson.steps.last()
    form = desk.get(address(text)).context["form"]
    desk.post(address(text), sent(form, **{"steps-0-step": str(last.pk)}))
    rows = text.get_latest_revision_as_object().steps.all()
    assert rows[0].step.key == "guess"


def test_second_row_of_a_step_is_refused(desk, lesson, text):
    form = desk.get(address(text)).context["form"]
    changes = {"title": "Wer?", "steps-1-step": str(lesson.steps.first().pk)}
    response = desk.post(address(text), sent(form, **changes))
    assert response.status_code == 200
    assert response.context["form"].errors or any(
        rows.non_form_errors() for rows in response.context["form"].formsets.values()
    )
