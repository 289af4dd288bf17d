"""Lessons' pictures: those that ship, stored once, and what readers see of each."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias

from wagtail.images.models import Filter
from wagtail.utils.file import hash_filelike

from images.cleaning import clean_picture
from images.models import Picture, PictureRendition

FOLDER: Final = Path(__file__).parent / "library" / "pictures"
"""A drawing that changes gets a new name, because a lesson's facts name its file."""

SHOWN: Final = "max-1280x1280"
"""The one size for page, wall and paper."""

AnyPicture: TypeAlias = Picture | PictureRendition


def shipped(name: str) -> Picture:
    """Return the picture of a shipped file, stored unless it is there already.

    It takes the same door as every other. Raises FileNotFoundError when no such file
    ships.
    """
    with (FOLDER / name).open("rb") as file:
        cleaned = clean_picture(file)
    known = Picture.objects.filter(file_hash=hash_filelike(cleaned)).first()
    if known:
        return known
    picture = Picture(title=name)
    picture.file.save(cleaned.name, cleaned, save=False)
    picture.save()
    return picture


def make_rendition(picture: Picture) -> None:
    """Make what readers see of a picture, unless its file is gone."""
    if picture.file.storage.exists(picture.file.name):
        picture.get_rendition(SHOWN)


def as_shown(picture: Picture) -> AnyPicture:
    """Return what readers see of a picture: itself, where nothing smaller was made.

    Nothing is written, for a visit may not.
    """
    try:
        rendition: PictureRendition = picture.find_existing_rendition(Filter(SHOWN))
    except PictureRendition.DoesNotExist:
        return picture
    return rendition


def contents_of(pictures: Iterable[AnyPicture]) -> dict[str, bytes]:
    """Return name → content of the stored files, without those that are gone."""
    contents = {}
    for picture in pictures:
        with suppress(FileNotFoundError), picture.file.open() as file:
            contents[picture.file.name] = file.read()
    return contents
