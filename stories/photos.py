"""A teller's photo as files: encrypted before publication, a picture afterwards."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages

from wagtail.models import Collection

from images.cleaning import CleanPicture
from images.models import PERSONAL, PICTURES, RENDITIONS, Picture
from stories.crypto import Cipher
from stories.models import Photo, Story
from stories.opened import PHOTO

COLLECTION: Final = "Stories"

WHOLE: Final = "max-732x900|format-webp"
LIKE_A_COVER: Final = "fill-732x492|format-webp"
"""Twice as many pixels as a page gives them, for dense screens."""

_LEAST_OF_A_NAME: Final = len(PERSONAL) + 12
"""Characters that tell a photo from all others, however long its rendition's name."""


def private_storage() -> Storage:
    """Return where encrypted files lie; nothing serves it."""
    return storages["private"]


def write_private(name: str, picture: CleanPicture, cipher: Cipher) -> None:
    """Encrypt a cleaned picture into a private file of this name."""
    picture.seek(0)
    sealed = cipher.seal(picture.read(), PHOTO)
    private_storage().save(name, ContentFile(sealed))


def read_private(photo: Photo, cipher: Cipher) -> bytes:
    """Return the picture's bytes; raises FileNotFoundError and Unreadable."""
    with private_storage().open(photo.name) as file:
        return cipher.open(file.read(), PHOTO)


def make_public(photo: Photo, cipher: Cipher, title: str) -> Picture:
    """Return a new picture of the photo; its file has the photo's name."""
    # An interrupted attempt may have left the file; a second name could be lost.
    default_storage.delete(f"{PICTURES}/{photo.name}")
    picture = Picture(title=title, collection=collection_of_stories())
    # Cleaned when it was attached; its seal says that nobody has touched it since.
    cleaned = CleanPicture(photo.name, read_private(photo, cipher))
    picture.file.save(photo.name, cleaned, save=False)
    return picture


def make_renditions(picture: Picture) -> None:
    """Make what pages show of a public photo."""
    for filter_spec in (WHOLE, LIKE_A_COVER):
        picture.get_rendition(filter_spec)


def collection_of_stories() -> Collection:
    """Return where tellers' photos stand in the admin, made when it is missing.

    It hangs under no other: whoever may use pictures may use those of every collection
    below, and nobody may use a teller's photo for something else.
    """
    roots = Collection.get_root_nodes()
    return roots.filter(name=COLLECTION).first() or Collection.add_root(name=COLLECTION)


def is_public(path: str) -> bool:
    """Say whether readers may see a teller's photo or what was made of it now."""
    return Story.objects.public().shows_file(path)


def erase_files(photo: Photo) -> None:
    """Remove every file that the photo can have left; may be repeated."""
    private_storage().delete(photo.name)
    default_storage.delete(f"{PICTURES}/{photo.name}")
    for name in _rendition_names(photo):
        default_storage.delete(f"{RENDITIONS}/{name}")


def _rendition_names(photo: Photo) -> list[str]:
    """Return the files in the folder that were made of this photo, rows or none.

    Wagtail cuts long names off, so a file may begin with a part of the photo's.
    """
    stem = PurePosixPath(photo.name).stem
    if not default_storage.exists(RENDITIONS):
        return []
    _folders, names = default_storage.listdir(RENDITIONS)
    heads = {name: name.partition(".")[0] for name in names}
    return [
        name
        for name, head in heads.items()
        if len(head) >= _LEAST_OF_A_NAME and stem.startswith(head)
    ]
