"""Staff write modules and terms: units and quiz as rows, facts with sources."""

from __future__ import annotations

from django.urls import reverse

from wagtail.admin.menu import admin_menu
from wagtail.test.utils.form_data import rich_text

import pytest

from newsroom.models import FigureText, ModuleText, TermText
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


def test_all_kinds_stand_in_the_rooms_menu_alone(desk):
    content = desk.get("/admin/").content.decode()
    beside = {item.url for item in admin_menu.registered_menu_items}
    for name in ("module", "term", "figure"):
        address = reverse(f"wagtailsnippets_newsroom_{name}:list")
        assert f'"{address}"' in content
        assert address not in beside
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
            "why": rich_text("<p>It makes people a mass.</p>"),
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


def test_module_is_added_with_its_first_text(desk):
    response = desk.post(
        reverse("wagtailsnippets_newsroom_module:add"),
        {
            "title": "Reporting on deaths",
            "language": "de",
            "level": "beginner",
            "reviewed_on": "2026-11-26",
        },
    )
    text = ModuleText.objects.get()
    assert response["Location"] == edit("moduletext", text)
    assert (text.title, text.language, text.live) == (
        "Reporting on deaths",
        "de",
        False,
    )


def test_figure_is_published(desk, client):
    text = make_figure(live=False).texts.get()
    words = {"title": "Of 2026", "summary": "People.", "do_not_say": "All move."}
    desk.post(edit("figuretext", text), {**words, "action-publish": "action-publish"})
    text.refresh_from_db()
    assert text.live
    assert "Of 2026" in client.get(text.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("name", "make", "model"),
    [("figure", make_figure, FigureText), ("term", make_term, TermText)],
)
def test_translation_starts_beside_its_original(desk, name, make, model):
    thing = make(title="In the original")
    start = reverse(f"wagtailsnippets_newsroom_{name}:translate", args=[thing.pk, "fr"])
    response = desk.post(start)
    text = model.objects.get(locale__language_code="fr")
    assert response["Location"] == edit(f"{name}text", text)
    assert (text.title, text.live) == ("", False)
    assert "In the original" in desk.get(response["Location"]).content.decode()


@pytest.mark.parametrize("make", [make_module, make_term, make_figure])
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


def test_list_of_terms_is_searched_by_any_languages_wording(desk):
    make_term("horde", languages=("en", "de", "fr"))
    make_term("wave")
    address = reverse("wagtailsnippets_newsroom_term:list")
    for q in ("horde (de)", "horde"):
        found = desk.get(address, {"q": q}).context["object_list"]
        assert [str(term) for term in found] == ["horde"]
