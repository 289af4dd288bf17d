"""A lesson is never half told: each of its steps and sheets has words, once."""

from __future__ import annotations

import json

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

import pytest

from editorial.actions import publish
from tests.toolkit.factories import BOTH, make_lesson
from toolkit.models import Age, LessonStep, SheetText, StepText
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS

pytestmark = pytest.mark.django_db


def refusal(text) -> str:
    with pytest.raises(ValidationError) as refused:
        publish(text)
    return " ".join(refused.value.messages)


@pytest.fixture(params=["en", "de"])
def text(request):
    """The original, then a translation."""
    lesson = make_lesson(languages=("en", "de"))
    return lesson.texts.get(locale__language_code=request.param)


def test_step_without_words_is_named(text):
    text.steps = text.steps.all()[1:]
    assert "Write words for these steps and sheets, in this language: guess" in (
        refusal(text)
    )


def test_sheet_without_words_is_named(text):
    text.sheets = []
    assert "cards" in refusal(text)


def test_row_that_was_only_begun_has_no_words(text):
    rows = list(text.steps.all())
    rows[1].title = " "
    text.steps = rows
    assert refusal(text).endswith("read-easy.")


def test_translation_says_all_that_its_original_says():
    lesson = make_lesson(languages=("en", "de"))
    text = lesson.texts.get(locale__language_code="de")
    rows = list(text.steps.all())
    rows[0].task = "<p></p>"
    text.steps = rows
    assert "guess" in refusal(text)


def test_original_needs_no_more_than_it_wants_to_say():
    text = make_lesson().texts.get()
    rows = list(text.steps.all())
    rows[0].do = ""
    text.steps = rows
    publish(text)


@pytest.mark.parametrize("model", [StepText, SheetText])
def test_step_or_sheet_is_told_once(model):
    make_lesson()
    row = model.objects.first()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


class TestStepThatCameLater:
    """It is in the facts, and no words speak of it yet."""

    @pytest.fixture
    def lesson(self):
        lesson = make_lesson()
        LessonStep.objects.create(
            thing=lesson, key="newcomer", minutes=5, form="pairs", ages=BOTH
        )
        return lesson

    def test_nobody_sees_its_short_name(self, client, lesson):
        address = Plan(lesson, "en").address
        page = client.get(address).content.decode()
        wall = client.get(f"{address}project/?step=newcomer").content.decode()
        plan = Plan(lesson, "en", age=Age.YOUNGER)
        for said in (page, wall, json.dumps(DOCUMENTS["teacher"].data(plan))):
            assert "newcomer" not in said.lower()
        assert "Pupils do guess" in wall

    def test_text_waits_for_its_words(self, lesson):
        assert "newcomer" in refusal(lesson.texts.get())
