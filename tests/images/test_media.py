from __future__ import annotations

from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

import pytest

from images.models import Picture
from tests.hostile.picture_samples import PRIVATE_NAME, picture, written


@pytest.fixture
def saved(db, media: Path) -> Picture:
    content = ContentFile(written(picture(), "JPEG"), name=PRIVATE_NAME)
    saved = Picture(title="Amina Example", file=content)
    saved.save()
    return saved


def test_rendition_is_served_for_ever(client, saved):
    response = client.get(saved.get_rendition("max-20x20|format-webp").url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert b"".join(response)[:4] == b"RIFF"


def test_picture_is_served_for_an_hour(client, saved):
    response = client.get(saved.file.url)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert b"".join(response)


def test_head_names_the_length(client, saved):
    response = client.head(saved.file.url)
    response.close()
    assert int(response["Content-Length"]) == saved.file_size


def test_address_and_alternative_text_say_nothing_of_the_file(saved):
    rendition = saved.get_rendition("max-20x20")
    assert "Amina" not in rendition.url + rendition.file.name + saved.file.url
    assert rendition.alt == ""


def test_description_is_the_alternative_text(saved):
    saved.description = "Two women bake bread"
    assert saved.get_rendition("max-20x20").alt == "Two women bake bread"


@pytest.mark.parametrize(
    "path",
    [
        "pictures/missing.jpg",
        "pictures/",
        "pictures/..",
        "pictures/../secret-key",
        "pictures/%2e%2e/secret-key",
        "pictures//etc/passwd",
        "pictures/a.jpg%00.html",
        "pictures/page.html",
        "pictures/drawing.svg",
        "wagtail_uploads/a.jpg",
        "documents/a.pdf",
        "original_images/a.jpg",
    ],
)
def test_nothing_else_in_the_media_folder_has_an_address(client, saved, path):
    for name in ("pictures/page.html", "pictures/drawing.svg", "documents/a.pdf"):
        default_storage.save(name, ContentFile(b"<script>"))
    default_storage.save("wagtail_uploads/a.jpg", ContentFile(b"\xff\xd8\xff"))
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_pictures_are_only_read(client, saved, method):
    assert getattr(client, method)(saved.file.url).status_code == 405
