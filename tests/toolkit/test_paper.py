"""What the files cost on paper: a page of the sheets is copied for every pupil."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

from django.test import override_settings
from django.utils.translation import gettext, override

import pytest

from tests.stories.factories import make_story
from tests.toolkit.factories import make_lesson, one_sheet
from tests.toolkit.paper import LEAST_FILLED, filled_pages
from toolkit.models import Age, Lesson
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS
from toolkit.printing.markup import tree_of
from toolkit.printing.typesetting import as_pdf

pytestmark = [pytest.mark.gate, pytest.mark.django_db]
MOST_PAGES = 6.8
"""Of the sheets of a shipped lesson in a language for an age, in the mean."""
FOOT = 2.2
"""Centimetres that belong to margin and footer."""


@pytest.fixture(scope="module")
def plans(shipped) -> Iterator[list[Plan]]:
    """The lessons as they ship, in each language and for each age, without samples."""
    Lesson.objects.update(story=None)
    with override_settings(MEDIA_ROOT=shipped / "media"):
        yield [
            Plan(lesson, text.language, age=age)
            for lesson in Lesson.objects.public().with_plan()
            for text in lesson.texts.all()
            for age in Age
        ]


def pdf_of(plan: Plan, name: str) -> bytes:
    with override(plan.text.language):
        return DOCUMENTS[name].pdf(plan)


def test_sheets_take_few_pages_and_none_for_a_few_lines(plans, tmp_path):
    pages = [
        (plan.text.title, plan.text.language, plan.age, share)
        for plan in plans
        for share in filled_pages(pdf_of(plan, "sheets"), tmp_path, FOOT)
    ]
    assert [page for page in pages if page[-1] < LEAST_FILLED] == []
    assert len(pages) <= MOST_PAGES * len(plans)


def test_gaps_above_high_rows_cost_no_page(tmp_path):
    row = f"<tr><td>{'a line<br>' * 16}</td></tr>"
    sheet = one_sheet(tree_of(f"<table>{row * 5}</table>"))
    pages = filled_pages(as_pdf("sheets", [sheet], {}), tmp_path, FOOT)
    assert len(pages) == 2


def test_no_page_of_a_plan_ends_with_a_label(plans):
    ends = []
    for plan in plans:
        with override(plan.text.language):
            labels = {gettext("You say"), gettext("You do")}
            labels.add(gettext("Task for the pupils"))
        ends += [
            (plan.text.title, plan.text.language, line)
            for line in last_lines(pdf_of(plan, "teacher"))
            if line in labels
        ]
    assert ends == []


def last_lines(pdf: bytes) -> list[str]:
    """Return what stands above the footer of each page."""
    above = (page.split("CC BY 4.0")[0] for page in said(pdf, "-layout").split("\f"))
    return [page.splitlines()[-2].strip() for page in map(_without_gaps, above) if page]


def _without_gaps(words: str) -> str:
    return re.sub(r"\n\s*\n", "\n", words).strip()


def said(pdf: bytes, how: str) -> str:
    return subprocess.run(
        ["pdftotext", how, "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.parametrize(
    ("head", "widest"),
    [
        ("Wanderungsbewegungen", "Wanderungsbewegungen"),
        ("WWWWWWWWWWWW illiilliilliilli", "WWWWWWWWWWWW"),
    ],
)
def test_word_in_a_table_stays_in_its_column(head, widest):
    question = "How many? " * 20
    drawn = as_pdf("sheets", [one_sheet(tree_of(table_with(head, question)))], {})
    assert_stays_in_its_column(widest, drawn)


@pytest.mark.parametrize("part", ["{}<br>", "<p>{}</p>", "<ul><li><p>{}</p></li></ul>"])
def test_lines_of_a_cell_are_no_single_word(part):
    word = "Wanderungsbewegungen"
    table = table_with("Arbeitsbedingungen", part.format(word) * 6)
    drawn = as_pdf("sheets", [one_sheet(tree_of(table))], {})
    assert said(drawn, "-raw").split().count(word) == 6
    assert_stays_in_its_column("Arbeitsbedingungen", drawn)


@pytest.mark.parametrize(
    ("first", "names"),
    [("<td></td><th>Then</th>", ["Then"]), ("<th>Ann</th><td>a</td>", ["Ann", "a"])],
)
def test_every_row_of_a_table_is_drawn_in_its_place(first, names):
    table = f"<tr>{first}</tr><tr><th>Bo</th><td>b</td></tr><tr><th>Cy</th></tr>"
    last = "<tr><td>Di</td><td>d</td></tr>"
    sheet = one_sheet(tree_of(f"<table>{table}{last}</table>"))
    lines = said(as_pdf("sheets", [sheet], {}), "-layout").splitlines()
    *drawn, _footer = [line.split() for line in lines if line.strip()]
    assert drawn[-4:] == [names, ["Bo", "b"], ["Cy"], ["Di", "d"]]


def test_names_of_columns_alone_are_repeated_overleaf():
    row = "<tr><th>Name</th><td>b</td></tr>"
    for first, times in (("<td></td><th>Then</th>", 2), ("<th>Ann</th><td>a</td>", 1)):
        table = f"<table><tr>{first}</tr>{row * 40}</table>"
        drawn = said(as_pdf("sheets", [one_sheet(tree_of(table))], {}), "-raw")
        assert len(re.findall("Then|Ann", drawn)) == times


def test_name_of_a_row_is_bold():
    sheet = one_sheet(tree_of("<table><tr><th>Ann</th><td>Ann</td></tr></table>"))
    words = said(as_pdf("sheets", [sheet], {}), "-bbox")
    places = re.findall(r'xMin="([\d.]+)".*xMax="([\d.]+)".*>Ann<', words)
    named, said_of_it = (float(end) - float(begin) for begin, end in places)
    assert named > said_of_it * 1.02


def table_with(head: str, question: str) -> str:
    return (
        f"<table><tr><th>Question</th><th>Guess</th><th>{head}</th><th>Why</th></tr>"
        f"<tr><td>{question}</td>{'<td></td>' * 3}</tr></table>"
    )


def assert_stays_in_its_column(word: str, pdf: bytes) -> None:
    words = said(pdf, "-bbox")
    end = re.search(rf'xMax="([\d.]+)".*>{word}<', words)
    after = re.search(r'xMin="([\d.]+)".*>Why<', words)
    assert float(end[1]) < float(after[1])


def test_address_that_ends_a_line_can_be_typed():
    address = "https://example.org/" + "-".join(["figures"] * 12)
    figure = {
        "lang": "pl",
        "dir": "ltr",
        "title": "",
        "value": "",
        "when": "",
        "source": {"words": "", "url": address},
        "badges": [],
    }
    polish = one_sheet([], "pl", sheets=[], figures=[figure])
    words = said(as_pdf("sheets", [polish], {}), "-layout")
    assert address in "".join(words.split())


def test_words_on_a_translation_take_no_line_of_a_sheet():
    drawn = as_pdf("sheets", [one_sheet([], at_foot=["By a machine."])], {})
    title, foot = (line for line in said(drawn, "-layout").splitlines() if line.strip())
    assert title.strip() == "A sheet"
    assert "By a machine." in foot


def test_plan_names_each_page_of_the_sheets():
    body = "One more paragraph.\n\n" * 150
    lesson = make_lesson(story=make_story(allowed_uses=["classroom"]))
    lesson.texts.get().sheets.update(body=body)
    plan = Plan(Lesson.objects.get(pk=lesson.pk), "en", age=Age.YOUNGER)
    pages = said(pdf_of(plan, "sheets"), "-layout").split("\f")[:-1]
    before = [page for page in pages if "One more paragraph." in page]
    assert len(before) == len(pages) - 1 > 1
    copies = DOCUMENTS["teacher"].data(plan)["copies"]
    assert [row["pages"] for row in copies] == [f"1–{len(before)}", str(len(pages))]
