"""Turns a picture from anywhere into one that holds pixels and nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from io import SEEK_END, BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

# Importing the plugin teaches Pillow to read the photos of iPhones.
from pillow_heif import HeifImagePlugin  # noqa: F401

from images.turns import decoding

ACCEPTED = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF")
"""Pillow's names of the formats that we read, told by content, never by file name."""

DRAWN = frozenset({"PNG", "GIF"})
"""Formats of drawings and screenshots: kept without loss. The others are photos."""

LONGEST_EDGE = 2560
"""Pixels of a stored picture's longer side: sharp in print, more than a page shows."""

SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {"optimize": False},
}
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png"}

# Source: Exif 2.32 (CIPA DC-008), tag 274 "Orientation"; 1 is upright.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# The colour modes that a profile can be applied to as they are.
PROFILED_MODES = frozenset({"L", "RGB", "RGBA", "CMYK"})
SRGB = ImageCms.createProfile("sRGB")

TOO_BIG = _(
    "This file has %(size)s. We take at most %(most)s at once: "
    "make the picture smaller and choose it again."
)
TOO_MANY_PIXELS = _(
    "This picture has too many pixels. The most we take is %(most)s million: "
    "make it smaller and choose it again."
)
UNKNOWN = _(
    "This is not a picture that we can read. "
    "Choose a JPEG, PNG, WebP, GIF, HEIC or AVIF file."
)
DAMAGED = _(
    "This picture is damaged or incomplete. "
    "Open it on your own device, save it again and choose the new file."
)


class CleanPicture(SimpleUploadedFile):
    """A picture that `clean_picture` made: safe to store as it is."""


def clean_picture(source: IO[bytes]) -> CleanPicture:
    """Return the first frame as a new file: upright, sRGB, pixels only, random name.

    Raises ValidationError, worded for the reader, for whatever is no such picture.
    """
    size = source.seek(0, SEEK_END)
    if size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise too_big(size)
    source.seek(0)
    with decoding():
        return _cleaned(source.read())


def _cleaned(data: bytes) -> CleanPicture:
    with opened(data) as picture:
        turn = UPRIGHT.get(_orientation(picture) or 1)
        kind = "PNG" if picture.format in DRAWN else "JPEG"
        # Lets the JPEG decoder skip detail that the next step would throw away.
        if picture.format in ("JPEG", "MPO"):
            picture.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
        picture.load()
        check_pixels(picture)
        pixels = _in_plain_mode(picture)
        pixels.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
        pixels = _in_srgb(pixels)
    if turn is not None:
        pixels = pixels.transpose(turn)
    if pixels.mode == "RGBA":
        kind = "PNG"
    return _written(pixels, kind)


def measured(source: IO[bytes]) -> tuple[int, int]:
    """Return width and height as the header says; raises ValidationError."""
    source.seek(0)
    with opened(source.read()) as picture:
        return picture.size


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """Open a picture by its header; any failure in the block becomes our own error."""
    try:
        with Image.open(BytesIO(data), formats=ACCEPTED) as picture:
            check_pixels(picture)
            yield picture
    except ValidationError:
        raise
    except UnidentifiedImageError as error:
        raise ValidationError(UNKNOWN, code="unknown") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except Exception as error:  # decoders raise whatever hostile bytes lead them to
        raise ValidationError(DAMAGED, code="damaged") from error


def check_pixels(picture: Image.Image) -> None:
    """Raise ValidationError when a picture is larger than we decode."""
    if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise too_many_pixels()


def too_big(size: int | None) -> ValidationError:
    """Return the error for a file of this many bytes that names the limit."""
    most = filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    params = {"size": filesizeformat(size or 0), "most": most}
    return ValidationError(TOO_BIG, code="too_big", params=params)


def too_many_pixels() -> ValidationError:
    """Return the error that names the limit."""
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    return ValidationError(
        TOO_MANY_PIXELS, code="too_many_pixels", params={"most": most}
    )


def _orientation(picture: Image.Image) -> int | None:
    try:
        return picture.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # noqa: BLE001  broken EXIF says nothing about the photo
        return None


def _in_plain_mode(picture: Image.Image) -> Image.Image:
    """Return palettes, bitmaps and deep greys as colours that can be scaled."""
    if picture.mode == "RGBA":
        return picture
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode == "I;16":
        # Pillow's own conversion cuts off instead of scaling: nearly all turns white.
        return picture.point(lambda level: level / 256).convert("L")
    return picture if picture.mode in PROFILED_MODES else picture.convert("RGB")


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return RGB, or RGBA where something really is transparent."""
    pixels = _by_profile(picture)
    if pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() != (255, 255):
        return pixels
    return pixels.convert("RGB")


def _by_profile(picture: Image.Image) -> Image.Image:
    """Apply the colour profile that came with the picture, if it can be."""
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        managed = ImageCms.profileToProfile(picture, source, SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return picture
    return managed or picture


def _written(pixels: Image.Image, kind: str) -> CleanPicture:
    """Encode bare pixels: nothing that came with the file can reach the new one."""
    bare = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    output = BytesIO()
    bare.save(output, kind, **SAVING[kind])
    name = secrets.token_hex(12) + SUFFIXES[kind]
    return CleanPicture(name, output.getvalue(), Image.MIME[kind])
