"""Pictures that should be refused or cleaned, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from PIL import ExifTags, Image, ImageCms, PngImagePlugin

import images.cleaning

OWNER = b"PLANTED-OWNER"
XMP = b"PLANTED-XMP"
IPTC = b"PLANTED-IPTC"
COMMENT = b"PLANTED-COMMENT"
TAIL = b"PLANTED-TAIL"
SCRIPT = b"<script>alert('PLANTED-SCRIPT')</script>"
MARKERS = (OWNER, XMP, IPTC, COMMENT, TAIL, b"PLANTED-SCRIPT", b"Exif\0\0", b"eXIf")
PRIVATE_NAME = "Amina Example 1990.jpg"
SIZE = (60, 40)
TIGHT = 30_000


class Sample(NamedTuple):
    """A file as somebody might send it; `code` says why it is refused, if it is."""

    name: str
    make: Callable[[], bytes]
    code: str = ""


def picture(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """Left half reddish, right half bluish, so that turning and colour can be told."""
    canvas = Image.new("RGB", size, (200, 40, 30))
    canvas.paste((30, 60, 200), (size[0] // 2, 0, *size))
    return canvas.convert(mode)


def written(image: Image.Image, kind: str, **options: object) -> bytes:
    output = io.BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    data = Image.Exif()
    data[ExifTags.Base.Artist] = OWNER.decode()
    data[ExifTags.Base.Orientation] = orientation
    place = data.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (37.0, 58.0, 33.0)
    place[ExifTags.GPS.GPSLongitudeRef] = "E"
    place[ExifTags.GPS.GPSLongitude] = (23.0, 43.0, 41.0)
    return data


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def planted_jpeg() -> bytes:
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(IPTC) + 5)
    resource += b"\x1c\x02\x78" + struct.pack(">H", len(IPTC)) + IPTC
    return written(
        picture(),
        "JPEG",
        exif=exif(),
        xmp=XMP,
        comment=COMMENT,
        icc_profile=ImageCms.ImageCmsProfile(images.cleaning.SRGB).tobytes(),
        extra=segment(0xED, b"Photoshop 3.0\0" + resource),
    )


def planted_png() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", COMMENT.decode())
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return written(picture(), "PNG", exif=exif(), pnginfo=text) + TAIL


def polyglot_zip() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("note.txt", TAIL.decode())
    return written(picture(), "JPEG") + archive.getvalue()


def animated_gif() -> bytes:
    others = [picture().rotate(angle) for angle in range(10, 350, 10)]
    options = {"save_all": True, "append_images": others, "comment": COMMENT}
    return written(picture(), "GIF", **options)


@cache
def png_of(width: int, height: int) -> bytes:
    """A real one-colour PNG whose header promises far more than its bytes weigh."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    packer = zlib.compressobj(1)
    row = bytes(1 + (width + 7) // 8)
    packed = b"".join(packer.compress(row * 1000) for _ in range(height // 1000))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", packed + packer.flush())
        + chunk(b"IEND", b"")
    )


@cache
def large_jpeg() -> bytes:
    return written(picture(), "JPEG") + bytes(50 * 1024 * 1024)


def svg() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()">' + SCRIPT + b"</svg>"


def with_broken_exif() -> bytes:
    clean = written(picture(), "JPEG")
    return clean[:2] + segment(0xE1, b"Exif\0\0MM\0*\xff\xff\xff\xff") + clean[2:]


CLEANED = {
    "jpeg with gps, xmp, iptc, comment": Sample(PRIVATE_NAME, planted_jpeg),
    "png with gps, text, xmp, tail": Sample("a.png", planted_png),
    "webp with gps": Sample(
        "a.webp", lambda: written(picture(), "WEBP", exif=exif(), xmp=XMP)
    ),
    "avif with gps": Sample(
        "a.avif", lambda: written(picture(), "AVIF", exif=exif(), xmp=XMP)
    ),
    "heic with gps": Sample(
        "a.heic", lambda: written(picture(), "HEIF", exif=exif().tobytes(), xmp=XMP)
    ),
    "heic named jpg": Sample("a.jpg", lambda: written(picture(), "HEIF")),
    "jpeg and html": Sample("a.jpg", lambda: written(picture(), "JPEG") + SCRIPT),
    "jpeg with html comment": Sample(
        "a.jpg", lambda: written(picture(), "JPEG", comment=SCRIPT)
    ),
    "jpeg and zip": Sample("a.jpg", polyglot_zip),
    "gif and script": Sample("a.gif", lambda: written(picture(), "GIF") + SCRIPT),
    "animated gif": Sample("a.gif", animated_gif),
    "cmyk jpeg": Sample("a.jpg", lambda: written(picture("CMYK"), "JPEG")),
    "broken exif": Sample("a.jpg", with_broken_exif),
    "picture named as a program": Sample(
        "a.php", lambda: written(picture(), "PNG") + b"<?php " + TAIL
    ),
    "name that climbs": Sample(
        "../../\u202egnp.exe", lambda: written(picture(), "PNG")
    ),
}
REFUSED = {
    "truncated jpeg": Sample(
        "a.jpg", lambda: written(picture(size=(900, 900)), "JPEG")[:-400], "damaged"
    ),
    "truncated png": Sample(
        "a.png", lambda: written(picture("L"), "PNG")[:-30], "damaged"
    ),
    "900 megapixel png": Sample(
        "a.png", lambda: png_of(TIGHT, TIGHT), "too_many_pixels"
    ),
    "100 megapixel png": Sample(
        "a.png", lambda: png_of(10_000, 10_000), "too_many_pixels"
    ),
    "64 megapixel png": Sample("a.png", lambda: png_of(8000, 8000), "too_many_pixels"),
    "50 MB": Sample("a.jpg", large_jpeg, "too_big"),
    "svg with script": Sample("a.svg", svg, "unknown"),
    "svg named jpg": Sample("a.jpg", svg, "unknown"),
    "html named jpg": Sample("a.jpg", lambda: SCRIPT, "unknown"),
    "tiff": Sample("a.tiff", lambda: written(picture(), "TIFF"), "unknown"),
    "eps named png": Sample("a.png", lambda: written(picture(), "EPS"), "unknown"),
    "header alone": Sample("a.jpg", lambda: b"\xff\xd8\xff\xe0", "unknown"),
    "null bytes": Sample("a.png", lambda: bytes(1000), "unknown"),
}
