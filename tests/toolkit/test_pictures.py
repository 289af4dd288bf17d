"""A picture of a step: on the wall, on the page and on paper, and always in words."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail.models import Collection

import page as pdf_checks
import pytest

from editorial.actions import publish
from images.models import PictureRendition
from tests.toolkit.factories import make_lesson
from tests.toolkit.pictures import make_picture, written
from toolkit.models import Age, StepText
from toolkit.pictures import SHOWN
from toolkit.presentation import Plan
from toolkit.printing.documents import DOCUMENTS

pytestmark = pytest.mark.django_db
PAGE = "?age=12-14"
PAGE_AND_WALL = (PAGE, "project/?age=12-14&step=guess")


@pytest.fixture
def picture():
    return make_picture((1600, 1200))


@pytest.fixture
def lesson(picture):
    return make_lesson(languages=("en", "ar"), pictures={"guess": picture})


@pytest.fixture
def rendition(lesson, picture) -> PictureRendition:
    """What readers see, made when the facts were saved."""
    return picture.renditions.get(filter_spec=SHOWN)


def images(page: str) -> list[str]:
    return re.findall(r"<img[^>]*>", page)


def printed(lesson) -> bytes:
    return DOCUMENTS["sheets"].pdf(Plan(lesson, "en", age=Age.YOUNGER))


def file_of_sheets(lesson) -> str:
    (step,) = DOCUMENTS["sheets"].data(Plan(lesson, "en"))["pictures"]
    return step["picture"]["file"]


def test_page_and_wall_show_it_with_words(client, lesson, rendition):
    for query in PAGE_AND_WALL:
        page = client.get(Plan(lesson, "ar").address + query).content.decode()
        (image,) = images(page)
        assert f'src="{rendition.url}"' in image
        assert 'alt="Seen in ar." lang="ar" dir="rtl"' in image
        assert 'width="1280" height="960"' in image


def test_paper_shows_the_same(lesson, rendition):
    assert file_of_sheets(lesson) == rendition.file.name


def test_visit_writes_nothing_and_shows_the_original(client, lesson, picture):
    picture.renditions.all().delete()
    for query in PAGE_AND_WALL:
        page = client.get(Plan(lesson, "en").address + query).content.decode()
        assert f'src="{picture.file.url}"' in images(page)[0]
    assert file_of_sheets(lesson) == picture.file.name
    assert b"/Subtype/Image" in printed(lesson).replace(b" ", b"")
    assert not picture.renditions.exists()


def test_another_picture_costs_no_query(client):
    def queries(*keys: str) -> int:
        lesson = make_lesson(pictures={key: make_picture() for key in keys})
        address = Plan(lesson, "en").address + PAGE
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    assert queries("guess", "read-easy", "write") == queries("guess")


def test_page_is_new_when_a_picture_is_edited_or_deleted(
    client, admin, lesson, picture
):
    address = Plan(lesson, "en").address + PAGE
    tags = [client.get(address)["ETag"]]
    client.force_login(admin)
    fields = {
        "title": "Another drawing",
        "file": SimpleUploadedFile("new.png", written((50, 40)), "image/png"),
        "collection": Collection.get_first_root_node().pk,
    }
    client.post(reverse("wagtailimages:edit", args=[picture.pk]), fields)
    page = client.get(address)
    tags.append(page["ETag"])
    picture.refresh_from_db()
    assert picture.title == "Another drawing"
    assert f'src="{picture.file.url}"' in images(page.content.decode())[0]
    client.post(reverse("wagtailimages:delete", args=[picture.pk]))
    page = client.get(address)
    tags.append(page["ETag"])
    assert images(page.content.decode()) == []
    assert len(set(tags)) == len(tags)


def test_picture_that_no_lesson_shows_renews_no_page(client, lesson):
    address = Plan(lesson, "en").address
    tag = client.get(address)["ETag"]
    make_picture().delete()
    assert client.get(address)["ETag"] == tag


def test_wall_of_another_step_has_none(client, lesson):
    address = f"{Plan(lesson, 'en').address}project/?age=12-14&step=read-easy"
    assert images(client.get(address).content.decode()) == []


def test_description_of_the_original_stands_in_with_its_language(client, lesson):
    StepText.objects.filter(text__locale__language_code="ar").update(
        picture_description=""
    )
    page = client.get(Plan(lesson, "ar").address + PAGE).content.decode()
    assert 'alt="Seen in en." lang="en" dir="ltr"' in images(page)[0]


def test_picture_that_nobody_described_is_not_shown(client, lesson):
    StepText.objects.update(picture_description="")
    assert images(client.get(Plan(lesson, "en").address + PAGE).content.decode()) == []


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


def test_picture_whose_files_are_gone_keeps_no_file_from_being_made(
    lesson, picture, rendition
):
    for file in (picture.file, rendition.file):
        file.storage.delete(file.name)
    assert printed(lesson).startswith(b"%PDF")


def test_facts_are_saved_though_a_picture_lost_its_file(picture):
    picture.file.storage.delete(picture.file.name)
    make_lesson(pictures={"guess": picture})
    assert not picture.renditions.exists()


def test_step_loses_a_picture_that_is_deleted(client, lesson, picture):
    picture.delete()
    assert images(client.get(Plan(lesson, "en").address + PAGE).content.decode()) == []


def test_picture_needs_words_in_each_language(lesson):
    text = lesson.texts.get(locale__language_code="ar")
    rows = list(text.steps.all())
    rows[0].picture_description = ""
    text.steps = rows
    with pytest.raises(Exception, match="Describe the pictures of these steps.*guess"):
        publish(text)
