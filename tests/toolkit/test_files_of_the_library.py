"""Every file of every shipped lesson: accessible, and read in the order of the page."""

from __future__ import annotations

import subprocess
import unicodedata

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils.translation import override

import page
import pytest

from editorial import concepts
from editorial.library import read_yaml
from toolkit.loader import LessonLoader
from toolkit.models import Age, Lesson
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS

pytestmark = [pytest.mark.gate, pytest.mark.django_db]
FOLDERS = sorted(path.parent for path in LessonLoader.folder.glob("*/facts.yaml"))
FILES = [
    (folder.name, text.stem, age, name)
    for folder in FOLDERS
    for text in sorted(folder.glob("*.md"))
    for age in Age.values
    for name in DOCUMENTS
]


@pytest.fixture(scope="module")
def lessons(django_db_setup, django_db_blocker):
    """Load the whole library once."""
    with django_db_blocker.unblock():
        concepts.load()
        LessonLoader().load()
        yield {
            folder.name: Lesson.objects.with_plan().get(public_id=_id_of(folder))
            for folder in FOLDERS
        }
        call_command("flush", interactive=False)
        ContentType.objects.clear_cache()


def _id_of(folder) -> str:
    return read_yaml(folder / "facts.yaml")["id"]


def pdf_of(lesson, language, age, name) -> bytes:
    with override(language):
        return DOCUMENTS[name].pdf(Plan(lesson, language, age=Age(age)))


@pytest.mark.parametrize(("slug", "language", "age", "name"), FILES)
def test_file_conforms_to_pdf_ua_and_is_read_in_order(
    lessons, slug, language, age, name, tmp_path
):
    pdf = pdf_of(lessons[slug], language, age, name)
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.to_json()
    file = tmp_path / "lesson.pdf"
    file.write_bytes(pdf)
    words = _plain(
        subprocess.run(
            ["pdftotext", file, "-"], capture_output=True, text=True, check=True
        ).stdout
    )
    plan = Plan(lessons[slug], language, age=Age(age))
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
