"""Every way in which a picture can reach the site, with every sample."""

from __future__ import annotations

import hashlib
import io
import tempfile
from html import unescape
from pathlib import Path

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from wagtail.models import Collection

import pytest
from PIL import Image

from images.models import Picture
from tests.hostile.picture_samples import (
    CLEANED,
    MARKERS,
    PRIVATE_NAME,
    REFUSED,
    picture,
    planted_jpeg,
    written,
)

REASONS = {
    "unknown": "This is not a picture that we can read.",
    "damaged": "This picture is damaged or incomplete.",
    "too_big": "We take at most 16.0\xa0MB at once",
    "too_many_pixels": "The most we take is 60 million",
}
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Corrupt EXIF data"),
]


@pytest.fixture
def media(settings, tmp_path, monkeypatch) -> Path:
    """Media and temporary folders of this test alone; returns the folder of both."""
    cache.clear()  # it remembers the renditions of earlier tests
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path


@pytest.fixture
def staff(client, django_user_model):
    client.force_login(
        django_user_model.objects.create_superuser("root", "root@example.org")
    )
    return client


def files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def stored() -> Picture:
    """A picture that was there before."""
    content = ContentFile(written(picture(), "JPEG"), name="before.jpg")
    before = Picture(title="before", file=content)
    before.save()
    return before


def root() -> int:
    """Where uploads go unless somebody chooses another collection."""
    return Collection.get_first_root_node().pk


def through_add(client, sample):
    fields = {"title": "x", "file": uploaded(sample), "collection": root()}
    return client.post(reverse("wagtailimages:add"), fields).text


def through_multiple(client, sample):
    fields = {"files[]": uploaded(sample), "collection": root()}
    response = client.post(reverse("wagtailimages:add_multiple"), fields)
    return response.json().get("error_message", "")


def through_chooser(client, sample):
    prefix = "image-chooser-upload"
    fields = {f"{prefix}-title": "x", f"{prefix}-collection": root()}
    fields[f"{prefix}-file"] = uploaded(sample)
    response = client.post(reverse("wagtailimages_chooser:create"), fields)
    return response.json().get("htmlFragment", "")


def through_edit(client, sample):
    fields = {"title": "x", "file": uploaded(sample), "collection": root()}
    latest = Picture.objects.latest("pk")
    return client.post(reverse("wagtailimages:edit", args=[latest.pk]), fields).text


DOORS = {
    "add": through_add,
    "multiple": through_multiple,
    "chooser": through_chooser,
    "edit": through_edit,
}
doors = pytest.mark.parametrize(
    "door",
    [
        # All doors lead to the same cleaning; the gate tries each with everything.
        pytest.param(door, id=name, marks=[] if name == "add" else [pytest.mark.gate])
        for name, door in DOORS.items()
    ],
)


def uploaded(sample) -> SimpleUploadedFile:
    return SimpleUploadedFile(sample.name, sample.make(), "image/jpeg")


@doors
@pytest.mark.parametrize("sample", REFUSED.values(), ids=REFUSED)
def test_refused_upload_says_why_and_leaves_nothing(staff, media, door, sample):
    before = stored()
    staff.get(reverse("wagtailimages:edit", args=[before.pk]))  # makes its preview
    files = files_in(media)
    assert REASONS[sample.code] in unescape(door(staff, sample))
    assert files_in(media) == files
    assert Picture.objects.get().title == "before"


@doors
@pytest.mark.parametrize("sample", CLEANED.values(), ids=CLEANED)
def test_accepted_upload_is_stored_clean(staff, media, door, sample):
    stored()
    door(staff, sample)
    newest = Picture.objects.latest("pk")
    assert newest.title != "before"
    assert_clean(media)
    assert_described(newest)


@pytest.mark.parametrize("sample", CLEANED.values(), ids=CLEANED)
def test_picture_saved_in_code_is_clean_in_every_rendition(media, sample):
    saved = Picture(title="x", file=ContentFile(sample.make(), name=sample.name))
    saved.save()
    assert_described(saved)
    for kind in ("jpeg", "png", "webp", "avif"):
        saved.get_rendition(f"max-40x40|format-{kind}")
    saved.get_rendition("original")
    assert_clean(media)
    assert len(files_in(media)) == len(
        ("stored", "jpeg", "png", "webp", "avif", "as is")
    )


@pytest.mark.parametrize("sample", REFUSED.values(), ids=REFUSED)
def test_picture_refused_in_code_leaves_nothing(media, sample):
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        Picture(title="x", file=ContentFile(sample.make(), name=sample.name)).save()
    assert refusal.value.code == sample.code
    assert not files_in(media)
    assert not Picture.objects.exists()


def test_upload_kept_for_another_field_is_clean(staff, media):
    """Wagtail's multi-upload stores the file when only the title is refused."""
    fields = {"files[]": uploaded(CLEANED["jpeg with gps, xmp, iptc, comment"])}
    fields |= {"title": "x" * 300, "collection": root()}
    response = staff.post(reverse("wagtailimages:add_multiple"), fields).json()
    assert_clean(media)
    form = f"uploaded-image-{response['uploaded_file_id']}"
    staff.post(
        reverse(
            "wagtailimages:create_multiple_from_uploaded_image",
            args=[response["uploaded_file_id"]],
        ),
        {f"{form}-title": "shorter", f"{form}-collection": root()},
    )
    assert Picture.objects.get().title == "shorter"
    assert_clean(media)


def test_new_file_replaces_the_old_one_and_its_renditions(
    staff, media, django_capture_on_commit_callbacks
):
    before = stored()
    before.get_rendition("max-20x20")
    old = files_in(media)
    with django_capture_on_commit_callbacks(execute=True):
        through_edit(staff, CLEANED["webp with gps"])
    assert not old & files_in(media)
    assert_clean(media)


def test_staff_portraits_have_no_door(staff, media):
    account = staff.get(reverse("wagtailadmin_account"))
    assert "avatar-avatar" not in account.text
    file = SimpleUploadedFile(PRIVATE_NAME, planted_jpeg(), "image/jpeg")
    staff.post(reverse("wagtailadmin_account"), {"avatar-avatar": file})
    assert not files_in(media)


def test_body_that_announces_gigabytes_is_not_read(staff, media):
    response = staff.generic(
        "POST",
        reverse("wagtailimages:add"),
        b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(10 * 1024**3),
    )
    assert response.status_code == 400


def test_two_files_that_are_too_much_together_are_refused(staff, media):
    nine = written(picture(), "JPEG") + bytes(9 * 1024 * 1024)
    fields = {name: SimpleUploadedFile("a.jpg", nine) for name in ("other", "file")}
    response = staff.post(
        reverse("wagtailimages:add"), {"title": "x", "collection": root(), **fields}
    )
    assert REASONS["too_big"] in unescape(response.text)
    assert not files_in(media)


def assert_described(saved: Picture) -> None:
    saved.refresh_from_db()
    content = Path(saved.file.path).read_bytes()
    with Image.open(io.BytesIO(content)) as image:
        assert (saved.width, saved.height) == image.size
    assert saved.file_size == len(content)
    assert saved.file_hash == hashlib.sha1(content).hexdigest()  # noqa: S324


def assert_clean(folder: Path) -> None:
    for path in files_in(folder):
        content = path.read_bytes()
        assert not [marker for marker in MARKERS if marker in content], path
        assert "Amina" not in str(path)
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            assert not image.getexif()
            assert not {"exif", "xmp", "comment", "icc_profile"} & set(image.info)
