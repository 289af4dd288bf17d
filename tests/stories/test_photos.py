"""A teller's photo, before and after publication: pixels and nothing else."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from images.models import PictureRendition
from stories import actions
from stories.opened import open_submission
from tests.hostile.picture_samples import CLEANED, MARKERS, PRIVATE_NAME
from tests.stories.private import BOTH, give, make_draft, make_moderator

pytestmark = [
    pytest.mark.django_db(databases=BOTH),
    pytest.mark.filterwarnings("ignore:Corrupt EXIF data"),
]


def check_clean(data: bytes) -> None:
    assert not [marker for marker in MARKERS if marker in data]
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment", "photoshop"} & set(picture.info)


@pytest.mark.parametrize("sample", CLEANED.values(), ids=CLEANED)
def test_every_file_of_it_is_clean(sample, tmp_path):
    draft = make_draft()
    upload = io.BytesIO(sample.make())
    upload.name = sample.name
    actions.attach_photo(draft, upload)
    give(draft)
    draft.refresh_from_db()
    check_clean(open_submission(draft).photo())

    moderator = make_moderator()
    actions.submit(draft)
    actions.edit_public_version(draft, moderator)
    actions.approve(draft, 1)
    story = actions.publish_story(draft, moderator)
    story.photo.get_rendition("width-40|format-jpeg")
    story.photo.get_rendition("width-40|format-avif")

    files = [path for path in (tmp_path / "media").rglob("*") if path.is_file()]
    assert len(files) == 1 + PictureRendition.objects.count() >= 4
    for file in files:
        check_clean(file.read_bytes())
        assert PRIVATE_NAME not in file.name
