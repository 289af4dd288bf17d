"""A teller's photo as files: encrypted before publication, a picture afterwards."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages

from images.cleaning import CleanPicture
from images.models import PICTURES, RENDITIONS, Picture
from stories.crypto import Cipher
from stories.models import Photo
from stories.opened import PHOTO


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
    picture = Picture(title=title)
    # Cleaned when it was attached; its seal says that nobody has touched it since.
    cleaned = CleanPicture(photo.name, read_private(photo, cipher))
    picture.file.save(photo.name, cleaned, save=False)
    return picture


def erase_files(photo: Photo) -> None:
    """Remove every file that the photo can have left; may be repeated."""
    private_storage().delete(photo.name)
    default_storage.delete(f"{PICTURES}/{photo.name}")
    for name in _rendition_names(photo):
        default_storage.delete(f"{RENDITIONS}/{name}")


def _rendition_names(photo: Photo) -> list[str]:
    stem = PurePosixPath(photo.name).stem
    if not default_storage.exists(RENDITIONS):
        return []
    _folders, names = default_storage.listdir(RENDITIONS)
    return [name for name in names if name.startswith(stem)]
