"""Every file of every shipped lesson: accessible, and read in the order of the page."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import override

import page
import pytest

from editorial.actions import publish
from editorial.library import read_yaml
from newsroom.figures.values import WRITTEN
from stories.actions import hide_story
from tests.newsroom.figures import make_figure
from tests.newsroom.test_numbers import stands_in
from tests.stories.factories import make_story
from tests.toolkit.factories import make_lesson, make_text
from tests.toolkit.pictures import make_picture
from tests.toolkit.test_numbers import say_everywhere
from toolkit.loader import LessonLoader
from toolkit.models import Age, Lesson
from toolkit.pictures import contents_of
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS
from toolkit.printing.typesetting import as_pdf

pytestmark = [pytest.mark.gate, pytest.mark.django_db]
FOLDERS = sorted(path.parent for path in LessonLoader.folder.glob("*/facts.yaml"))
FILES = [
    (folder.name, text.stem, age, name)
    for folder in FOLDERS
    for text in sorted(folder.glob("*.md"))
    for age in Age.values
    for name in DOCUMENTS
]

BULGARIAN = ("Познайте", "Прочетете заедно", "Прочетете внимателно", "Напишете отговор")
"""Titles of the steps of a lesson made here."""


@pytest.fixture(scope="module")
def lessons(shipped):
    """Return the lessons as they ship, without the sample that goes with one."""
    Lesson.objects.update(story=None)
    return {
        folder.name: Lesson.objects.with_plan().get(public_id=_id_of(folder))
        for folder in FOLDERS
    }


def _id_of(folder) -> str:
    return read_yaml(folder / "facts.yaml")["id"]


def pdf_of(lesson, language, age, name) -> bytes:
    with override(language):
        return DOCUMENTS[name].pdf(Plan(lesson, language, age=Age(age)))


@pytest.mark.parametrize(("slug", "language", "age", "name"), FILES)
def test_file_conforms_to_pdf_ua_and_is_read_in_order(
    lessons, slug, language, age, name, tmp_path
):
    check(lessons[slug], language, age, name, tmp_path)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_file_in_a_language_that_no_shipped_lesson_has(name, tmp_path):
    lesson = make_lesson()
    text = make_text(lesson, "bg", "Кой го казва?", lesson.texts.get())
    for row, title in zip(text.steps.all(), BULGARIAN, strict=True):
        row.title = title
    text.sheets.get().title = "Карти за игра"
    publish(text)
    check(lesson, "bg", "12-14", name, tmp_path)


def test_story_is_in_no_file_once_it_is_hidden(moderating, tmp_path):
    story = make_story(allowed_uses=["classroom"])
    lesson = make_lesson(story=story)
    sheets = words_of(pdf_of(lesson, "en", "12-14", "sheets"), tmp_path)
    assert "nobodyaskswherewearefrom" in sheets
    hide_story(story, moderating)
    lesson = Lesson.objects.get(pk=lesson.pk)
    sheets = words_of(pdf_of(lesson, "en", "12-14", "sheets"), tmp_path)
    assert "nobodyaskswherewearefrom" not in sheets


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_number_is_in_no_file_once_its_figure_is_withdrawn(name, language, tmp_path):
    figure = make_figure(key="displaced", value="117300000")
    lesson = make_lesson(figures=(figure,), languages=("en", "de"))
    for text in lesson.texts.order_by("pk"):
        say_everywhere(text)
        publish(text)
    lesson = Lesson.objects.get(pk=lesson.pk)
    assert "1173" in words_of(pdf_of(lesson, language, "12-14", name), tmp_path)
    figure.texts.get().unpublish()
    lesson = Lesson.objects.get(pk=lesson.pk)
    assert "117" not in words_of(pdf_of(lesson, language, "12-14", name), tmp_path)


@pytest.mark.parametrize("slug", [folder.name for folder in FOLDERS])
def test_withdrawn_numbers_of_a_shipped_lesson_stand_nowhere(client, lessons, slug):
    lesson = Lesson.objects.get(pk=lessons[slug].pk)
    figures = list(lesson.figures.all())
    written = {text.language: numbers_of(figures, text) for text in lesson.texts.all()}
    assert shown_numbers(client, lesson, written) == figures
    for figure in figures:
        for text in figure.texts.all():
            text.unpublish()
    assert shown_numbers(client, lesson, written) == []


def numbers_of(figures, text) -> dict[object, set[str]]:
    """Return figure → how the language of a text may write its number."""
    with override(text.language):
        return {
            figure: {
                number
                for write in WRITTEN.values()
                if not (number := write(figure, text.language)).isdecimal()
            }
            for figure in figures
        }


def shown_numbers(client, lesson, written) -> list[object]:
    """Return the figures whose numbers stand on pages, walls or in files."""
    shown = set()
    for text in lesson.texts.all():
        said = []
        for age in Age:
            plan = Plan(lesson, text.language, age=age)
            for address in (plan.address, *(step.projector for step in plan.steps)):
                # Without the drawings, whose lines have numbers too.
                said.append(strip_tags(client.get(address).content.decode()))
            with override(text.language):
                files = [document.data(plan) for document in DOCUMENTS.values()]
            said.append(json.dumps(files, ensure_ascii=False))
        words = " ".join(said)
        shown |= {
            figure
            for figure, numbers in written[text.language].items()
            if any(stands_in(number, words) for number in numbers)
        }
    return [figure for figure in lesson.figures.all() if figure in shown]


def test_storys_pages_are_under_no_licence_and_the_others_are(tmp_path):
    body = "\n\n".join(["At four the street belongs to us."] * 90)
    story = make_story(title="The bakery", body=body, allowed_uses=["classroom"])
    lesson = make_lesson(story=story, figures=(make_figure(key="stock"),))
    lesson.texts.get().sheets.update(body="{{figure.stock}}")
    pages = pages_of(pdf_of(lesson, "en", "12-14", "sheets"), tmp_path)
    of_story = [page for page in pages if "Thebakery" in page]
    assert len(of_story) > 1
    assert all(story.public_id in page for page in of_story)
    assert not any("CCBY" in page for page in of_story)
    others = [page for page in pages if page not in of_story]
    assert "Figuresusedhere" in others[-1]
    assert all("CCBY40" in page for page in others)


def test_story_that_our_fonts_cannot_set_is_named_by_its_address(tmp_path):
    story = make_story(
        title="ሰላም", body="ሰላም ለዓለም።", languages=("am",), allowed_uses=["classroom"]
    )
    lesson = make_lesson(story=story)
    *_sheets, last = pages_of(pdf_of(lesson, "en", "12-14", "sheets"), tmp_path)
    assert "Astorythatgoeswithit" in last
    assert story.public_id in last


def test_each_of_the_pupils_sheets_says_that_a_machine_translated_it(tmp_path):
    lesson = make_lesson(languages=("en", "de"), pictures={"guess": make_picture()})
    lesson.texts.exclude(translated_from=None).update(translator="machine")
    with override("en"):
        plan = Plan(lesson, "de", age=Age.YOUNGER)
        pages = pages_of(DOCUMENTS["sheets"].pdf(plan), tmp_path)
    assert len(pages) > 1
    assert all("Translatedfrom" in page for page in pages)


def test_another_process_makes_the_same_bytes(tmp_path):
    lesson = make_lesson(languages=("ar",), pictures={"guess": make_picture()})
    with override("ar"):
        plan = Plan(lesson, "ar", age=Age.YOUNGER)
        data = DOCUMENTS["sheets"].data(plan) | {"footer": ""}
    pictures = contents_of(shown.picture.picture for shown in plan.steps[:1])
    (name,) = pictures
    (tmp_path / "data.json").write_text(json.dumps(data))
    (tmp_path / "picture").write_bytes(pictures[name])
    code = (
        "import json, sys; from pathlib import Path\n"
        "from toolkit.printing.typesetting import as_pdf\n"
        "here, name = Path(sys.argv[1]), sys.argv[2]\n"
        "pictures = {name: (here / 'picture').read_bytes()}\n"
        "data = json.loads((here / 'data.json').read_text())\n"
        "sys.stdout.buffer.write(as_pdf('sheets', [data], pictures))\n"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", code, tmp_path, name],
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=True,
    ).stdout
    assert elsewhere == as_pdf("sheets", [data], pictures)


def words_of(pdf: bytes, folder) -> str:
    """Return the words in the order in which they are read."""
    return "".join(pages_of(pdf, folder))


def pages_of(pdf: bytes, folder) -> list[str]:
    """Return the words of each page, its footer's too."""
    file = folder / "lesson.pdf"
    file.write_bytes(pdf)
    said = subprocess.run(
        ["pdftotext", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    return [_plain(page) for page in said.split("\f") if page.strip()]


def check(lesson, language, age, name, folder) -> None:
    """Fail unless a file is PDF/UA-1 and has its titles in the order of the page."""
    pdf = pdf_of(lesson, language, age, name)
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.to_json()
    words = words_of(pdf, folder)
    plan = Plan(lesson, language, age=Age(age))
    titles = (
        [shown.words.title for shown in plan.sheets]
        if name == "sheets"
        else [plan.text.title, *(step.words.title for step in plan.steps)]
    )
    place = 0
    for title in titles:
        place = words.find(_surest_word(title), place)
        assert place >= 0, title


def _surest_word(title: str) -> str:
    """Return the longest word without marks: pdftotext puts those somewhere else."""
    bare = [
        word
        for word in title.split()
        if not any(map(unicodedata.combining, unicodedata.normalize("NFC", word)))
    ]
    return max(map(_plain, bare), key=len)


def _plain(text: str) -> str:
    """Return letters and digits alone: lines break anywhere, and marks move."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if char.isalnum())
