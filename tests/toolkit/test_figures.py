"""The figures of a lesson stand on its page and in its files, as they are now."""

from __future__ import annotations

import json

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import page as pdf_checks
import pytest

from editorial.actions import save_facts
from newsroom.presentation.figures import ONE_OUTDATED, ONE_WITHDRAWN
from tests.newsroom.figures import make_figure
from tests.toolkit.factories import make_lesson
from toolkit.models import Age, Lesson
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure():
    return make_figure(key="stock", title="Migrants worldwide", source_secondary=True)


@pytest.fixture
def lesson(figure):
    return make_lesson(figures=(figure,))


def on_page(client, lesson) -> str:
    return client.get(Plan(lesson, "en").address).content.decode()


def in_file(lesson, name="teacher") -> str:
    data = DOCUMENTS[name].data(Plan(lesson, "en", age=Age.YOUNGER))
    return json.dumps(data["figures"], ensure_ascii=False)


def check_accessible(lesson, name) -> None:
    pdf = DOCUMENTS[name].pdf(Plan(lesson, "en", age=Age.YOUNGER))
    report = pdf_checks.validate_pdf_bytes(
        pdf, profile=pdf_checks.ValidationProfile.PDF_UA_1
    )
    assert report.is_compliant, report.to_json()


SAID = (
    "304 million",
    "Migrants worldwide",
    "July 1, 2024",
    "Example Office",
    "Nov. 23, 2026",
    "Second-hand source",
)


def test_page_says_value_period_source_day_and_warning(client, lesson, figure):
    page = on_page(client, lesson)
    assert "Figures used here" in page
    assert f'href="/en/newsroom/figures/{figure.public_id}/' in page
    for words in SAID:
        assert words in page


def test_page_for_an_age_leads_to_them(client, lesson):
    page = client.get(f"{Plan(lesson, 'en').address}?age=12-14").content.decode()
    assert f'href="/en/toolkit/{lesson.public_id}/#figures-heading"' in page
    assert "304 million" not in page


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_say_the_same(lesson, figure, name):
    name_in_task_and_sheet(lesson, figure)
    figures = in_file(lesson, name)
    for words in (*SAID, "Migrant stock"):
        assert words in figures
    check_accessible(lesson, name)


def test_sheets_end_with_no_figure_that_stands_on_none_of_them(figure):
    lesson = make_lesson(figures=(figure, make_figure(key="other", title="Other")))
    name_in_task_and_sheet(lesson, figure)
    assert "Other" in in_file(lesson, "teacher")
    assert "Migrants worldwide" in in_file(lesson, "sheets")
    assert "Other" not in in_file(lesson, "sheets")


def test_superseded_figure_and_one_past_its_release_are_marked(client):
    old = make_figure(title="Old", status="superseded")
    due = make_figure(title="Due", next_release="2025")
    lesson = make_lesson(figures=(old, due))
    for said in (on_page(client, lesson), in_file(lesson)):
        assert "Superseded by a newer one" in said
        assert "Past its release date" in said


def test_withdrawn_figure_is_gone_from_page_and_plan(client, lesson, figure):
    figure.texts.get().unpublish()
    assert "Migrants worldwide" not in on_page(client, lesson)
    assert "Figures used here" not in on_page(client, lesson)
    assert in_file(lesson) == "[]"


def warned(client, lesson, words=ONE_WITHDRAWN) -> list[str]:
    """Return where a reader of the lesson is warned of a number."""
    wall = client.get(f"{Plan(lesson, 'en').address}project/?age=12-14")
    plan = Plan(lesson, "en", age=Age.YOUNGER)
    said = {
        "page": on_page(client, lesson),
        "wall": wall.content.decode(),
        "teacher": DOCUMENTS["teacher"].data(plan)["notices"],
        "sheets": DOCUMENTS["sheets"].data(plan)["sheets"][0]["notices"],
    }
    return [place for place, shown in said.items() if str(words) in shown]


TEACHERS = ["page", "teacher"]
EVERYWHERE = ["page", "wall", "teacher", "sheets"]


def test_page_wall_plan_and_sheets_say_that_a_figure_was_withdrawn(client):
    figure = make_figure(key="withdrawn")
    lesson = make_lesson(figures=(figure, make_figure(title="Another")))
    assert warned(client, lesson) == []
    figure.texts.get().unpublish()
    assert warned(client, lesson) == TEACHERS
    name_in_task_and_sheet(lesson, figure)
    assert warned(client, lesson) == EVERYWHERE


def test_they_all_say_that_a_figure_may_not_be_the_newest(client, figure):
    late = make_figure(title="Late", key="late", next_release="2025")
    assert warned(client, make_lesson(figures=(figure,)), ONE_OUTDATED) == []
    lesson = make_lesson(figures=(figure, late))
    name_in_task_and_sheet(lesson, figure)
    # What pupils see says nothing of figures that are not there.
    assert warned(client, lesson, ONE_OUTDATED) == TEACHERS
    name_in_task_and_sheet(lesson, late)
    assert warned(client, lesson, ONE_OUTDATED) == EVERYWHERE


def name_in_task_and_sheet(lesson, figure) -> None:
    reference = f"{{{{figure.{figure.key}}}}}"
    text = lesson.texts.get()
    text.steps.update(task=f"<p>{reference}</p>")
    text.sheets.update(body=reference)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_file_with_that_warning_is_accessible(lesson, figure, name):
    figure.texts.get().unpublish()
    check_accessible(lesson, name)


def test_wall_asks_for_figures_and_their_words_once(client, lesson):
    address = f"{Plan(lesson, 'en').address}project/?age=12-14"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    asked = [query for query in queries if "newsroom_figure" in query["sql"]]
    assert len(asked) == 2


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
