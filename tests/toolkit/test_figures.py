"""The figures that a lesson uses stand on its page and in its plan, as they are now."""

from __future__ import annotations

import json

from django.urls import reverse

import page as pdf_checks
import pytest

from editorial.actions import save_facts
from tests.newsroom.figures import make_figure
from tests.toolkit.factories import make_lesson
from toolkit.models import Age, Lesson
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure():
    return make_figure(title="Migrants worldwide", source_secondary=True)


@pytest.fixture
def lesson(figure):
    return make_lesson(figures=(figure,))


def on_page(client, lesson) -> str:
    return client.get(Plan(lesson, "en").address).content.decode()


def in_plan(lesson) -> str:
    data = DOCUMENTS["teacher"].data(Plan(lesson, "en", age=Age.YOUNGER))
    return json.dumps(data["figures"], ensure_ascii=False)


SAID = (
    "304 million",
    "Migrants worldwide",
    "July 1, 2024",
    "Migrant stock",
    "Example Office",
    "Nov. 23, 2026",
    "Second-hand source",
)


def test_page_says_value_period_source_day_and_warning(client, lesson):
    page = on_page(client, lesson)
    assert "Figures used here" in page
    for words in SAID:
        assert words in page


def test_plan_says_the_same(lesson):
    figures = in_plan(lesson)
    for words in SAID:
        assert words in figures
    pdf = DOCUMENTS["teacher"].pdf(Plan(lesson, "en", age=Age.YOUNGER))
    report = pdf_checks.validate_pdf_bytes(
        pdf, profile=pdf_checks.ValidationProfile.PDF_UA_1
    )
    assert report.is_compliant, report.to_json()


def test_superseded_figure_and_one_past_its_release_are_marked(client):
    old = make_figure(title="Old", status="superseded")
    due = make_figure(title="Due", next_release="2025")
    lesson = make_lesson(figures=(old, due))
    for said in (on_page(client, lesson), in_plan(lesson)):
        assert "Superseded by a newer one" in said
        assert "Past its release date" in said


def test_withdrawn_figure_is_gone_from_page_and_plan(client, lesson, figure):
    figure.texts.get().unpublish()
    assert "Migrants worldwide" not in on_page(client, lesson)
    assert "Figures used here" not in on_page(client, lesson)
    assert in_plan(lesson) == "[]"


def test_page_is_new_when_a_figure_changes_or_goes(client, lesson, figure):
    address = Plan(lesson, "en").address
    tags = [client.get(address)["ETag"]]
    figure.status = "superseded"
    save_facts(figure)
    tags.append(client.get(address)["ETag"])
    figure.texts.get().unpublish()
    tags.append(client.get(address)["ETag"])
    assert len(set(tags)) == len(tags)


def test_lesson_without_figures_has_no_heading_for_them(client):
    assert "Figures used here" not in on_page(client, make_lesson())


def test_editor_chooses_figures_by_their_titles(client, editor, lesson):
    client.force_login(editor)
    address = reverse("wagtailsnippets_toolkit_lesson:edit", args=[lesson.pk])
    field = client.get(address).context["form"]["figures"]
    assert "Migrants worldwide" in str(field)
    assert "selected" in str(field)
    assert Lesson.objects.get().figures.count() == 1
