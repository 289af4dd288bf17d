"""The pictures that ship: through the same door as every other, and stored once."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from wagtail.utils.file import hash_filelike

from images.cleaning import clean_picture
from images.models import Picture

FOLDER: Final = Path(__file__).parent / "library" / "pictures"
"""A drawing that changes gets a new name, because a lesson's facts name its file."""


def shipped(name: str) -> Picture:
    """Return the picture of a shipped file, stored unless it is there already.

    Raises FileNotFoundError when no such file ships.
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


def contents_of(pictures: Iterable[Picture]) -> dict[str, bytes]:
    """Return name → content of the stored files, without those that are gone."""
    contents = {}
    for picture in pictures:
        with suppress(FileNotFoundError), picture.file.open() as file:
            contents[picture.file.name] = file.read()
    return contents
