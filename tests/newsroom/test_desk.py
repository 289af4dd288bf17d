"""Staff write modules and terms: units and quiz as rows, facts with sources."""

from __future__ import annotations

from django.urls import reverse

import pytest

from newsroom.models import ModuleText, TermText
from tests.newsroom.factories import TABLE, make_module, make_term
from tests.newsroom.figures import make_figure

pytestmark = pytest.mark.django_db


def rows(name: str, initial: int = 0, *forms: dict[str, object]) -> dict[str, object]:
    """Return a formset as the browser sends it."""
    sent = {f"{name}-TOTAL_FORMS": len(forms), f"{name}-INITIAL_FORMS": initial}
    for number, form in enumerate(forms):
        sent |= {f"{name}-{number}-{key}": value for key, value in form.items()}
        sent[f"{name}-{number}-ORDER"] = number + 1
    return sent


def module_form(text: ModuleText, options: str) -> dict[str, object]:
    unit, question = text.units.first(), text.quiz.first()
    return {
        "title": "New words",
        "summary": "In short.",
        "exercise": "null",
        "checklist": "null",
        **rows(
            "units",
            1,
            {"id": unit.pk, "unit": unit.unit_id, "title": "Unit", "body": TABLE},
        ),
        **rows(
            "quiz",
            1,
            {
                "id": question.pk,
                "question": question.question_id,
                "scenario": "What now?",
                "options": options,
            },
        ),
        "action-publish": "action-publish",
    }


def edit(model, text) -> str:
    return reverse(f"wagtailsnippets_newsroom_{model}:edit", args=[text.pk])


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def test_both_kinds_stand_in_the_rooms_menu(desk):
    content = desk.get("/admin/").content.decode()
    for name in ("module", "term"):
        address = reverse(f"wagtailsnippets_newsroom_{name}:list")
        assert content.count(f'"{address}"') == 1
        assert desk.get(address).status_code == 200


def test_editing_a_unit_keeps_its_table(desk):
    text = make_module().texts.get()
    assert TABLE.replace("<", "&lt;").replace(">", "&gt;") in (
        desk.get(edit("moduletext", text)).content.decode()
    )
    desk.post(
        edit("moduletext", text),
        module_form(text, "a. Yes\nGood.\n\nb. No\nNot good."),
    )
    stored = ModuleText.objects.get(pk=text.pk)
    assert stored.title == "New words"
    assert stored.units.first().body == TABLE


def test_options_without_their_format_are_refused(desk):
    text = make_module().texts.get()
    response = desk.post(edit("moduletext", text), module_form(text, "Yes\nNo"))
    assert "Write these options, each once: a, b." in response.content.decode()
    assert ModuleText.objects.get(pk=text.pk).title != "New words"


def test_units_of_another_module_cannot_be_chosen(desk):
    make_module("Other")
    text = make_module().texts.get()
    content = desk.get(edit("moduletext", text)).content.decode()
    select = content.split('name="units-0-unit"')[1].split("</select>")[0]
    assert select.count("unit-0") == 1


def test_term_is_added_with_its_first_wording(desk):
    response = desk.post(
        reverse("wagtailsnippets_newsroom_term:add"),
        {"title": "horde", "language": "en", "problem": "label"},
    )
    text = TermText.objects.get()
    assert response["Location"] == edit("termtext", text)
    assert not text.live


def test_term_that_nobody_stands_for_is_refused(desk):
    text = make_term(live=False, stances=()).texts.get()
    response = desk.post(
        edit("termtext", text),
        {
            "title": "horde",
            "preferred": "a group",
            "why": "null",
            "right_when": "null",
            "use": "rule",
            "certainty": "high",
            "action-publish": "action-publish",
        },
    )
    assert "No source backs: Problem" in response.content.decode()
    assert not TermText.objects.get(pk=text.pk).live


def test_facts_of_both_kinds_can_be_opened(desk):
    for name, thing in (("module", make_module()), ("term", make_term())):
        address = reverse(f"wagtailsnippets_newsroom_{name}:edit", args=[thing.pk])
        assert desk.get(address).status_code == 200


@pytest.mark.parametrize("make", [make_module, make_term])
def test_preview_shows_the_draft(make):
    text = make(languages=("en", "de")).texts.get(locale__language_code="de")
    text.title = "Nur im Entwurf"
    content = text.make_preview_request().content.decode()
    assert '<html lang="de"' in content
    assert "Nur im Entwurf" in content


def test_preview_of_a_module_is_whole():
    module = make_module(terms=(make_term("wave"),), figures=(make_figure(),))
    content = module.texts.get().make_preview_request().content.decode()
    for shown in ("Scenario one.", "Is there a number?", "wave", "304 million"):
        assert shown in content


@pytest.fixture
def translation(desk):
    """A translation into German that a translator has just started."""
    module = make_module()
    name = "wagtailsnippets_newsroom_module:translate"
    desk.post(reverse(name, args=[module.pk, "de"]))
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


def test_translation_starts_with_the_originals_units_and_questions(desk, translation):
    content = desk.get(edit("moduletext", translation)).content.decode()
    for n, unit in enumerate(translation.thing.units.all()):
        select = content.split(f'name="units-{n}-unit"')[1].split("</select>")[0]
        assert f'value="{unit.pk}" selected' in select
    assert content.count("a. \n\nb. ") == 2


def test_unwritten_translation_is_kept_as_a_draft(desk, translation):
    words = german(
        translation, **{"quiz-1-scenario": "", "quiz-1-options": "a. \n\nb."}
    )
    words |= {"units-1-title": "", "units-1-body": ""}
    response = desk.post(edit("moduletext", translation), words)
    assert response.status_code == 302
    draft = ModuleText.objects.get(pk=translation.pk).get_latest_revision_as_object()
    assert not draft.live
    assert [row.scenario for row in draft.quiz.all()] == ["Lage one", ""]
    content = desk.get(edit("moduletext", translation)).content.decode()
    assert 'name="units-1-unit"' in content
    assert 'name="units-2-unit"' not in content


def test_unwritten_options_are_not_published(desk, translation):
    words = german(translation, **{"quiz-1-options": "a. \n\nb."})
    words["action-publish"] = "action-publish"
    response = desk.post(edit("moduletext", translation), words)
    assert "Write these options, each once: a, b." in response.content.decode()
    assert not ModuleText.objects.get(pk=translation.pk).live


def test_translation_is_written_and_shown(desk, client, translation):
    words = german(translation, **{"action-publish": "action-publish"})
    assert desk.post(edit("moduletext", translation), words).status_code == 302
    text = ModuleText.objects.get(pk=translation.pk)
    content = client.get(text.get_absolute_url()).content.decode()
    for shown in ("Wörter", "Teil unit-1", "Lage two"):
        assert shown in content
    assert '<section id="unit-unit-0" lang="de" dir="ltr">' in content
    assert "Title of unit-0" not in content
    # What she left empty stands in the original.
    assert "Is there a number?" in content


def test_list_of_terms_is_searched_by_any_languages_wording(desk):
    make_term("horde", languages=("en", "de", "fr"))
    make_term("wave")
    address = reverse("wagtailsnippets_newsroom_term:list")
    for q in ("horde (de)", "horde"):
        found = desk.get(address, {"q": q}).context["object_list"]
        assert [str(term) for term in found] == ["horde"]
