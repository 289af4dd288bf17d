"""What is unsafe in class or does not fit into a lesson is not published."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

import pytest

from editorial.actions import publish
from tests.newsroom.figures import make_figure
from tests.toolkit.factories import BOTH, STEPS, make_lesson
from toolkit.models import LessonText

pytestmark = pytest.mark.django_db


def refusal(lesson) -> str:
    with pytest.raises(ValidationError) as refused:
        publish(lesson.texts.get())
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        ("content_note", "Before you begin"),
        ("opt_out", "For whoever does not want to take part"),
        ("debrief", "How to end"),
    ],
)
def test_lesson_needs_what_keeps_a_class_safe(section, heading):
    lesson = make_lesson(live=False, words={section: "<p></p>"})
    assert heading in refusal(lesson)


def test_translation_needs_it_too():
    with pytest.raises(ValidationError):
        make_lesson(languages=("en", "de"), words={"debrief": ""})


def test_steps_fill_the_lesson_for_each_age():
    steps = [("guess", 15, "core", BOTH), ("read", 30, "core", ["12-14"])]
    said = refusal(make_lesson(live=False, steps=steps))
    assert "15 to 18 years: the steps take 15 minutes together, not 45" in said
    assert "12 to 14" not in said


def test_second_lesson_takes_as_long():
    steps = [*STEPS[:-1], ("write", 40, "extension", BOTH)]
    assert "Second lesson" in refusal(make_lesson(live=False, steps=steps))


def test_lesson_needs_no_second_one():
    assert make_lesson(steps=STEPS[:-1]).texts.get().live


def test_background_needs_a_source():
    assert "Background" in refusal(make_lesson(live=False, sourced=False))


@pytest.mark.parametrize("part", ["steps", "sheets"])
def test_figures_need_a_source_of_what_uses_them(part):
    lesson = make_lesson(live=False, figures=(make_figure(),))
    lesson.sources.update(backs=["background"])
    assert "No source backs: Steps" in refusal(lesson)
    lesson.sources.update(backs=["background", part])
    publish(LessonText.objects.get())


def test_lesson_without_figures_needs_no_such_source():
    lesson = make_lesson(live=False)
    lesson.sources.update(backs=["background"])
    publish(LessonText.objects.get())


@pytest.mark.parametrize("column", ["title", "url", "publisher"])
def test_database_refuses_a_source_without(column):
    lesson = make_lesson(live=False)
    with transaction.atomic(), pytest.raises(IntegrityError):
        lesson.sources.update(**{column: ""})


def test_step_uses_a_sheet_that_exists():
    lesson = make_lesson(live=False)
    lesson.steps.update(sheet="elsewhere")
    assert "elsewhere" in refusal(lesson)


def test_editor_publishes_and_rows_are_this_lessons_own(client, editor):
    make_lesson(title="Another")
    lesson = make_lesson(live=False)
    text = lesson.texts.get()
    client.force_login(editor)
    address = reverse("wagtailsnippets_toolkit_lessontext:edit", args=[text.pk])
    form = client.get(address).context["form"]
    assert set(form.formsets["steps"].forms[0].fields["step"].queryset) == set(
        lesson.steps.all()
    )
    assert set(form.formsets["sheets"].empty_form.fields["sheet"].queryset) == set(
        lesson.sheets.all()
    )


def test_form_refuses_with_the_reason_and_keeps_the_draft(client, editor):
    text = make_lesson(live=False).texts.get()
    client.force_login(editor)
    address = reverse("wagtailsnippets_toolkit_lessontext:edit", args=[text.pk])
    rows = ("steps", "sheets")
    response = client.post(
        address,
        {
            "title": "A new title",
            "summary": "In short.",
            "objectives": "",
            "materials": "",
            **dict.fromkeys(
                ("background", "content_note", "opt_out", "differentiation", "debrief"),
                "null",
            ),
            **{f"{row}-{n}_FORMS": "0" for row in rows for n in ("TOTAL", "INITIAL")},
            "action-publish": "action-publish",
        },
    )
    content = response.content.decode()
    assert "A class needs these too" in content
    assert "A new title" in content
    assert not LessonText.objects.get(pk=text.pk).live


def test_facts_are_added_first_and_lead_to_the_text(client, editor):
    client.force_login(editor)
    response = client.post(
        reverse("wagtailsnippets_toolkit_lesson:add"),
        {
            "title": "A new lesson",
            "language": "de",
            "intensity": "1",
            "preparation_minutes": "5",
        },
    )
    text = LessonText.objects.get()
    assert response["Location"] == reverse(
        "wagtailsnippets_toolkit_lessontext:edit", args=[text.pk]
    )
    assert (text.language, text.live) == ("de", False)


def test_facts_that_an_editor_saves_reach_the_page(client, editor):
    lesson = make_lesson()
    client.force_login(editor)
    address = reverse("wagtailsnippets_toolkit_lesson:edit", args=[lesson.pk])
    form = client.get(address).context["form"]
    saved = posted(form) | {"preparation_minutes": "25", "steps-0-form": "alone"}
    response = client.post(address, saved)
    lesson.refresh_from_db()
    assert response["Location"] == address
    assert lesson.preparation_minutes == 25
    assert lesson.steps.first().form == "alone"
    assert lesson.steps.count() == len(STEPS)


def posted(form) -> dict[str, object]:
    """Return what a browser sends when nothing was changed."""
    parts = [form]
    for rows in form.formsets.values():
        parts += [rows.management_form, *rows.forms]
    return {
        field.html_name: field.value()
        for part in parts
        for field in part
        if field.value() is not None
    }


def test_staff_find_lessons_by_title(client, editor):
    lesson = make_lesson(title="A lesson with a name")
    client.force_login(editor)
    listed = client.get(reverse("wagtailsnippets_toolkit_lesson:list") + "?q=name")
    facts = client.get(reverse("wagtailsnippets_toolkit_lesson:edit", args=[lesson.pk]))
    assert "A lesson with a name" in listed.content.decode()
    assert facts.status_code == 200


def test_preview_shows_the_draft(admin):
    text = make_lesson(languages=("en", "ar")).texts.get(locale__language_code="ar")
    text.summary = "Only in the draft."
    content = text.make_preview_request().content.decode()
    assert '<html lang="ar" dir="rtl"' in content
    assert "Only in the draft." in content
