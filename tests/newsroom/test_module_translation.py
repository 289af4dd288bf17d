"""A module is translated row by row, and shown as far as it is written."""

from __future__ import annotations

from django.urls import reverse

import pytest

from newsroom.models import ModuleText
from tests.newsroom.factories import make_module
from tests.newsroom.test_desk import edit, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(client, editor):
    """A translation into German that has just been started."""
    client.force_login(editor)
    module = make_module()
    name = "wagtailsnippets_newsroom_module:translate"
    client.post(reverse(name, args=[module.pk, "de"]))
    return module.texts.get(locale__language_code="de")


def german(text: ModuleText, **changes: object) -> dict[str, object]:
    """Return the form with every row that the original has, filled in."""
    thing = text.thing
    units = [
        {"unit": unit.pk, "title": f"Teil {unit.key}", "body": "<p>Worte.</p>"}
        for unit in thing.units.all()
    ]
    quiz = [
        {
            "question": question.pk,
            "scenario": f"Lage {question.key}",
            "options": "a. Ja\nGut.\n\nb. Nein\nNicht gut.",
        }
        for question in thing.quiz.all()
    ]
    return {
        "title": "Wörter",
        "summary": "Kurz.",
        "exercise": "null",
        "checklist": "null",
        **rows("units", 0, *units),
        **rows("quiz", 0, *quiz),
        **changes,
    }


def test_translation_starts_with_the_originals_units_and_questions(client, translation):
    content = client.get(edit("moduletext", translation)).content.decode()
    for n, unit in enumerate(translation.thing.units.all()):
        select = content.split(f'name="units-{n}-unit"')[1].split("</select>")[0]
        assert f'value="{unit.pk}" selected' in select
    assert content.count("a. \n\nb. ") == 2


def test_unwritten_translation_is_kept_as_a_draft(client, translation):
    unwritten = {"quiz-1-scenario": "", "quiz-1-options": "a. \n\nb."}
    words = german(translation, **unwritten)
    words |= {"units-1-title": "", "units-1-body": ""}
    response = client.post(edit("moduletext", translation), words)
    assert response.status_code == 302
    draft = ModuleText.objects.get(pk=translation.pk).get_latest_revision_as_object()
    assert not draft.live
    assert [row.scenario for row in draft.quiz.all()] == ["Lage one", ""]
    content = client.get(edit("moduletext", translation)).content.decode()
    assert 'name="units-1-unit"' in content
    assert 'name="units-2-unit"' not in content


def test_unwritten_options_are_not_published(client, translation):
    words = german(translation, **{"quiz-1-options": "a. \n\nb."})
    words["action-publish"] = "action-publish"
    response = client.post(edit("moduletext", translation), words)
    assert "Write these options, each once: a, b." in response.content.decode()
    assert not ModuleText.objects.get(pk=translation.pk).live


def test_translation_is_written_and_shown(client, translation):
    words = german(translation, **{"action-publish": "action-publish"})
    assert client.post(edit("moduletext", translation), words).status_code == 302
    text = ModuleText.objects.get(pk=translation.pk)
    content = client.get(text.get_absolute_url()).content.decode()
    for shown in ("Wörter", "Teil unit-1", "Lage two"):
        assert shown in content
    assert '<section id="unit-unit-0" lang="de" dir="ltr">' in content
    assert "Title of unit-0" not in content
    # What she left empty stands in the original.
    assert "Is there a number?" in content
