"""A picture of a step: on the wall, on the page and on paper, and always in words."""

from __future__ import annotations

import re

import page as pdf_checks
import pytest

from editorial.actions import publish
from tests.toolkit.factories import make_lesson
from tests.toolkit.pictures import make_picture
from toolkit.models import Age, StepText
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    return make_picture()


@pytest.fixture
def lesson(picture):
    return make_lesson(languages=("en", "ar"), pictures={"guess": picture})


def images(page: str) -> list[str]:
    return re.findall(r"<img[^>]*>", page)


def test_page_and_wall_show_it_with_words(client, lesson, picture):
    for query in ("", "project/?age=12-14&step=guess"):
        page = client.get(Plan(lesson, "ar").address + query).content.decode()
        (image,) = images(page)
        assert f'src="{picture.file.url}"' in image
        assert 'alt="Seen in ar." lang="ar" dir="rtl"' in image
        assert 'width="40" height="30"' in image


def test_wall_of_another_step_has_none(client, lesson):
    address = f"{Plan(lesson, 'en').address}project/?age=12-14&step=read-easy"
    assert images(client.get(address).content.decode()) == []


def test_description_of_the_original_stands_in_with_its_language(client, lesson):
    StepText.objects.filter(text__locale__language_code="ar").update(
        picture_description=""
    )
    page = client.get(Plan(lesson, "ar").address).content.decode()
    assert 'alt="Seen in en." lang="en" dir="ltr"' in images(page)[0]


def test_picture_that_nobody_described_is_not_shown(client, lesson):
    StepText.objects.update(picture_description="")
    assert images(client.get(Plan(lesson, "en").address).content.decode()) == []


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("size", [(40, 30), (30, 90)])
def test_file_with_a_picture_is_accessible(name, size):
    lesson = make_lesson(pictures={"guess": make_picture(size)})
    plan = Plan(lesson, "en", age=Age.YOUNGER)
    pdf = DOCUMENTS[name].pdf(plan)
    report = pdf_checks.validate_pdf_bytes(
        pdf, profile=pdf_checks.ValidationProfile.PDF_UA_1
    )
    assert report.is_compliant, report.to_json()
    assert b"/Subtype/Image" in pdf.replace(b" ", b"")


def test_picture_whose_file_is_gone_keeps_no_file_from_being_made(lesson, picture):
    picture.file.storage.delete(picture.file.name)
    plan = Plan(lesson, "en", age=Age.YOUNGER)
    assert DOCUMENTS["teacher"].pdf(plan).startswith(b"%PDF")


def test_step_loses_a_picture_that_is_deleted(client, lesson, picture):
    picture.delete()
    assert images(client.get(Plan(lesson, "en").address).content.decode()) == []


def test_picture_needs_words_in_each_language(lesson):
    text = lesson.texts.get(locale__language_code="ar")
    rows = list(text.steps.all())
    rows[0].picture_description = ""
    text.steps = rows
    with pytest.raises(Exception, match="Describe the pictures of these steps.*guess"):
        publish(text)
