"""The files of a lesson: what is on them, for whom, and that they repeat themselves."""

from __future__ import annotations

import json
import re

from wagtail.signal_handlers import disable_reference_index_auto_update

import page
import pytest

from editorial.actions import publish, save_facts
from editorial.models import locale_of
from languages.registry import ORIGINAL
from pages.actions import ensure_root_page
from tests.factories import make_shipped_concepts
from tests.newsroom.figures import make_figure
from tests.stories.factories import make_story
from tests.toolkit.factories import (
    make_figures_of_shipped_lessons,
    make_lesson,
    one_sheet,
)
from toolkit.loader import LessonLoader
from toolkit.models import Age, Lesson
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS
from toolkit.printing.markup import tree_of
from toolkit.printing.typesetting import as_pdf

pytestmark = pytest.mark.django_db
SLUG = "words-and-figures"


@pytest.fixture(scope="module")
def _loaded(kept):
    from editorial import library

    with kept(), disable_reference_index_auto_update():
        make_shipped_concepts()
        make_figures_of_shipped_lessons()
        LessonLoader().load_folder(LessonLoader.folder / SLUG, library.Report())


@pytest.fixture
def lesson(_loaded):
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
    named = rf"en-v1\.1-[0-9a-f]{{6}}-12-14-{name}\.pdf"
    assert re.search(named, response["Content-Disposition"])


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
    assert response["Content-Language"] == "en"
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
    assert as_pdf("sheets", [one_sheet(tree_of(markup))], {}).startswith(b"%PDF")


def named(client, lesson, **where) -> str:
    return client.get(address(lesson, **where))["Content-Disposition"]


def test_name_changes_with_the_facts_and_with_a_figure(client):
    figure = make_figure()
    lesson = make_lesson(figures=(figure,))
    names = [named(client, lesson)]
    lesson = Lesson.objects.get(pk=lesson.pk)
    lesson.preparation_minutes = 33
    save_facts(lesson)
    names.append(named(client, lesson))
    figure.status = "superseded"
    figure.save()
    names.append(named(client, lesson))
    assert len(set(names)) == len(names)
    assert named(client, lesson) == names[-1]


def test_words_of_the_original_keep_their_own_language():
    lesson = make_lesson(languages=("en", "ar"))
    lesson.texts.filter(locale__language_code="ar").update(debrief="")
    data = DOCUMENTS["teacher"].data(Plan(lesson, "ar", age=Age.YOUNGER))
    spoken = {passage["title"]: passage["lang"] for passage in data["after"]}
    assert data["dir"] == "rtl"
    assert spoken["How to end"] == "en"
    assert spoken["Background for you"] == "ar"


def test_link_to_one_of_our_pages_is_a_whole_address(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://example.org"
    page = ensure_root_page(locale_of(ORIGINAL))
    (paragraph,) = tree_of(f'<p><a linktype="page" id="{page.pk}">About</a></p>')
    (link,) = paragraph["c"]
    assert link["href"].startswith("http")
    assert link["href"].endswith("/about/")


def test_link_to_a_page_that_is_gone_keeps_its_words():
    (paragraph,) = tree_of('<p><a linktype="page" id="987654">About</a></p>')
    assert "href" not in paragraph["c"][0]


def test_plan_says_how_long_it_takes_as_the_page_does():
    plan = Plan(make_lesson(), "en", age=Age.YOUNGER)
    assert ("Time", "45 or 90 minutes") in DOCUMENTS["teacher"].data(plan)["facts"]


DRAFTED = {
    "teacher": "A machine drafted this translation.",
    "sheets": "Translated from ",
}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("translator", ["machine", "person"])
def test_file_says_whether_a_machine_drafted_it(name, translator):
    lesson = make_lesson(languages=("en", "de"))
    lesson.texts.filter(locale__language_code="de").update(translator=translator)
    said = json.dumps(DOCUMENTS[name].data(Plan(lesson, "de", age=Age.YOUNGER)))
    assert (DRAFTED[name] in said) == (translator == "machine")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_file_says_what_has_changed_in_the_original_since(name):
    lesson = make_lesson(languages=("en", "de"))
    original = lesson.texts.get(translated_from=None)
    lesson.texts.exclude(translated_from=None).update(
        from_revision=original.live_revision
    )
    original.debrief = "<p>Another end.</p>"
    publish(original)
    lesson = Lesson.objects.with_plan().get(pk=lesson.pk)
    said = json.dumps(DOCUMENTS[name].data(Plan(lesson, "de", age=Age.YOUNGER)))
    assert "The original has changed once since this translation was made." in said
    parts = "Changed since then: How to end." in said
    assert parts == (name == "teacher")


class TestCopies:
    """What the plan says of the file of pupils' sheets."""

    @staticmethod
    def rows(lesson) -> list[tuple[str, ...]]:
        plan = Plan(lesson, "en", age=Age.YOUNGER)
        columns = ("pages", "title", "time", "form")
        copies = DOCUMENTS["teacher"].data(plan)["copies"]
        return [tuple(row[name] for name in columns) for row in copies]

    def test_each_sheet_has_its_page_its_minutes_and_its_form(self):
        assert self.rows(make_lesson()) == [("1", "Cards", "0–15", "In pairs")]

    def test_sheet_of_two_steps_names_both(self):
        lesson = make_lesson()
        lesson.steps.filter(key="read-easy").update(sheet="cards", form="alone")
        times = [(time, form) for _pages, _title, time, form in self.rows(lesson)]
        assert times == [("0–15, 15–45", "In pairs, Each alone")]

    def test_story_in_signs_that_no_font_has_lies_on_the_page_that_is_named(self):
        story = make_story(
            body="ሰላም ለዓለም።\n\n" * 150,
            languages=("am",),
            allowed_uses=["classroom"],
        )
        assert [pages for pages, *_ in self.rows(make_lesson(story=story))] == [
            "1",
            "2",
        ]


class TestNothingToHandOut:
    @pytest.fixture
    def lesson(self):
        lesson = make_lesson()
        lesson.sheets.update(ages=["15-18"])
        lesson.steps.update(sheet="")
        return lesson

    def test_plan_names_no_pages(self, lesson):
        plan = Plan(lesson, "en", age=Age.YOUNGER)
        assert DOCUMENTS["teacher"].data(plan)["copies"] == []

    def test_no_file_is_offered(self, client, lesson):
        page = client.get(Plan(lesson, "en").address).content.decode()
        assert "12-14/teacher.pdf" in page
        assert "15-18/sheets.pdf" in page
        assert "12-14/sheets.pdf" not in page
        assert client.get(address(lesson, name="sheets")).status_code == 404

    def test_story_is_something_to_hand_out(self, client, lesson):
        lesson.story = make_story(allowed_uses=["classroom"])
        lesson.save()
        assert client.get(address(lesson, name="sheets")).status_code == 200
