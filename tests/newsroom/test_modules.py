"""The front, a module's page, its quiz and its checklist."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import override

import pytest

from editorial.actions import publish
from tests.newsroom.factories import make_module, make_term

pytestmark = pytest.mark.django_db


def address_of(module, language="en"):
    return module.texts.first().address_in(language)


def page_of(client, module, query="", language="en"):
    response = client.get(address_of(module, language) + query, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_front_shows_published_modules_with_their_minutes(client):
    make_module("Shown")
    make_module("Hidden", live=False)
    content = client.get("/en/newsroom/").content.decode()
    assert "Shown" in content
    assert "21 minutes" in content
    assert "Hidden" not in content


def test_front_leads_to_figures_first_then_to_words_then_to_training(client):
    content = client.get("/en/newsroom/").content.decode()
    headings = ("figures-heading", "terms-heading", "modules-heading")
    places = [content.index(f'id="{heading}"') for heading in headings]
    assert places == sorted(places)


def test_units_have_anchors_and_minutes(client):
    page = page_of(client, make_module())
    assert '<a href="#unit-unit-1"' in page
    assert '<section id="unit-unit-1"' in page
    assert "11 minutes" in page


def test_what_one_can_do_afterwards_is_said(client):
    page = page_of(client, make_module())
    said = page.split('id="outcomes-heading"')[1].split("</section>")[0]
    assert "What you can do afterwards" in said
    assert "<li>Decode a frame.</li>" in said


def test_tables_scroll_in_a_box_that_the_keyboard_reaches(client):
    page = page_of(client, make_module())
    assert 'aria-label="Table" tabindex="0"><table>' in page


def test_old_slug_keeps_the_answers(client):
    module = make_module()
    response = client.get(f"/en/newsroom/{module.public_id}/old/?a-one=b")
    assert response["Location"] == address_of(module) + "?a-one=b"


def test_without_answers_there_is_no_feedback(client):
    page = page_of(client, make_module())
    assert "If you do" not in page
    assert page.count('type="radio"') == 2
    assert page.count('type="checkbox" name="a-two"') == 2


def test_every_option_of_an_answered_question_has_feedback(client):
    page = page_of(client, make_module(), "?a-one=a")
    assert "You chose this, and it is not right." in page
    assert "This is right; you did not choose it." in page
    assert page.count("If you do") == 2
    assert "You have 0 right, of 2." in page


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("?a-one=b", 1),
        ("?a-one=b&a-two=a", 1),
        ("?a-one=b&a-two=a&a-two=b", 2),
        ("?a-two=a&a-two=b&a-two=z", 1),
    ],
)
def test_right_is_who_chose_all_right_options_and_no_other(client, query, right):
    assert f"You have {right} right" in page_of(client, make_module(), query)


def test_nonsense_answers_are_ignored(client):
    page = page_of(client, make_module(), "?a-one=%00&a-x=a&a-two=<b>")
    assert "If you do" not in page


def test_checklist_has_a_page_of_its_own(client):
    module = make_module()
    content = client.get(address_of(module) + "checklist/").content.decode()
    assert "Is there a number?" in content
    assert "Scenario" not in content


def test_checklist_says_that_it_is_not_in_the_readers_language(client):
    page = client.get(address_of(make_module(), "de") + "checklist/").content.decode()
    notices = page[page.index('<div class="no-print">') :].split("</div>")[0]
    assert 'class="notice"' in notices


def test_checklist_with_an_old_slug_leads_to_the_present_one(client):
    module = make_module()
    response = client.get(f"/en/newsroom/{module.public_id}/old/checklist/")
    assert response["Location"] == address_of(module) + "checklist/"


def test_terms_and_modules_lead_to_each_other(client):
    term = make_term("illegal migrant")
    module = make_module(terms=(term,))
    assert "/illegal-migrant/" in page_of(client, module)
    response = client.get(f"/en/newsroom/terms/{term.public_id}/", follow=True)
    assert address_of(module) in response.content.decode()


def test_missing_unit_is_shown_in_the_original(client):
    module = make_module(languages=("en", "de"))
    text = module.texts.get(locale__language_code="de")
    text.units = list(text.units.all())[:1]
    publish(text)
    page = page_of(client, module, language="de")
    assert '<section id="unit-unit-1" lang="en" dir="ltr">' in page


def test_units_without_source_are_not_published():
    with pytest.raises(ValidationError, match="Units, Quiz"):
        make_module(sourced=False)


def test_option_without_feedback_is_not_published():
    text = make_module(live=False).texts.get()
    question = text.quiz.first()
    question.options = "a. Do a\n\nb. Do b\nIf you do b."
    text.quiz = [question]
    with override("en"), pytest.raises(ValidationError, match="feedback"):
        publish(text)
