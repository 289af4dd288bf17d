"""The files of a lesson: what is on them, for whom, and that they repeat themselves."""

from __future__ import annotations

import json

import page
import pytest

from editorial import concepts
from toolkit.loader import LessonLoader
from toolkit.models import Age, Lesson
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS
from toolkit.printing.markup import tree_of
from toolkit.printing.typesetting import as_pdf

pytestmark = pytest.mark.django_db
SLUG = "words-and-figures"


@pytest.fixture
def lesson():
    from editorial import library

    concepts.load()
    LessonLoader().load_folder(LessonLoader.folder / SLUG, library.Report())
    return Lesson.objects.public().with_plan().get()


def address(lesson, age="12-14", name="teacher", language="en") -> str:
    return f"/{language}/toolkit/{lesson.public_id}/x/download/{age}/{name}.pdf"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_file_is_an_accessible_pdf(client, lesson, name):
    response = client.get(address(lesson, name=name))
    report = page.validate_pdf_bytes(
        response.content, profile=page.ValidationProfile.PDF_UA_1
    )
    assert report.is_compliant, report.to_json()
    assert response["Content-Type"] == "application/pdf"
    assert f"en-v1.1-12-14-{name}.pdf" in response["Content-Disposition"]


def test_same_lesson_gives_the_same_bytes(client, lesson):
    first = client.get(address(lesson)).content
    assert client.get(address(lesson)).content == first


def test_sheets_have_nothing_that_is_for_the_teacher(lesson):
    plan = Plan(lesson, "en", age=Age.YOUNGER)
    sheets = json.dumps(DOCUMENTS["sheets"].data(plan))
    for step in plan.steps:
        for passage in (step.words.say, step.words.do):
            for words in _sentences(tree_of(passage)):
                assert words not in sheets
    assert all(shown.words.title in sheets for shown in plan.sheets)


def _sentences(nodes) -> list[str]:
    found = []
    for node in nodes:
        if isinstance(node, str):
            found += [node] if len(node) > 40 else []
        else:
            found += _sentences(node["c"])
    return found


def test_each_age_group_gets_its_own_steps(lesson):
    plans = {age: Plan(lesson, "en", age=age) for age in Age}
    steps = {
        age: [
            step["title"]
            for part in DOCUMENTS["teacher"].data(plan)["parts"]
            for step in part["steps"]
        ]
        for age, plan in plans.items()
    }
    assert steps[Age.YOUNGER] != steps[Age.OLDER]


@pytest.mark.parametrize(
    ("age", "name"), [("12-15", "teacher"), ("12-14", "answers"), ("\0", "teacher")]
)
def test_unknown_file_is_not_found(client, lesson, age, name):
    assert client.get(address(lesson, age, name)).status_code == 404


def test_unpublished_lesson_has_no_files(client, lesson):
    for text in lesson.texts.all():
        text.unpublish()
    assert client.get(address(lesson)).status_code == 404


def test_file_speaks_the_language_that_the_lesson_has(client, lesson):
    response = client.get(address(lesson, language="fi"))
    assert "-en-" in response["Content-Disposition"]
    assert response.content == client.get(address(lesson)).content


@pytest.mark.parametrize(
    "markup",
    [
        "<p>#panic() $x$ *bold* _em_ `raw` \\ @ref &lt;label&gt; // c</p>",
        "<table><tr><td>☐ one</td><td></td></tr></table>",
        "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>",
        "<ol><li>☐ <strong>x</strong></li></ol><blockquote><p>q</p></blockquote><hr>",
        '<p><a href="https://example.org/a?b=1&amp;c=2">there</a><br>next</p>',
        "<p>\u202eمرحبا <strong>عالم</strong> ABC</p>",
        "<p></p><table></table><ul></ul>",
        "<table><tr></tr></table><ul><li></li></ul>",
        "<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
        "<h4>First</h4><h3>Second</h3>",
        "<p>🙂 ไทย \0\a \u200f</p>",
    ],
)
def test_any_clean_markup_can_be_drawn(markup):
    data = {
        "title": "A title",
        "language": "en",
        "direction": "ltr",
        "keywords": [],
        "footer": "",
        "labels": {},
        "sheets": [{"title": "A sheet", "body": tree_of(markup)}],
    }
    assert as_pdf("sheets", data).startswith(b"%PDF")
