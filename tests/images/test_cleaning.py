from __future__ import annotations

import io

from django.core.exceptions import ValidationError

import pytest
from PIL import ExifTags, Image, ImageCms, ImageOps

from images.cleaning import LONGEST_EDGE, clean_picture, measured
from tests.hostile.picture_samples import (
    CLEANED,
    MARKERS,
    PRIVATE_NAME,
    REFUSED,
    animated_gif,
    exif,
    picture,
    png_of,
    written,
)

RED, BLUE = (200, 40, 30), (30, 60, 200)
TOLERANCE = 12
pytestmark = pytest.mark.filterwarnings("ignore:Corrupt EXIF data")


def cleaned(data: bytes) -> Image.Image:
    return Image.open(clean_picture(io.BytesIO(data)))


def close(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= TOLERANCE for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("sample", CLEANED.values(), ids=CLEANED)
def test_nothing_but_pixels_is_left(sample):
    result = clean_picture(io.BytesIO(sample.make()))
    stored = result.read()
    assert not [marker for marker in MARKERS if marker in stored]
    with Image.open(io.BytesIO(stored)) as image:
        image.load()
        assert image.format in ("JPEG", "PNG")
        assert image.mode in ("RGB", "RGBA")
        assert not image.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(image.info)
    assert PRIVATE_NAME not in result.name


@pytest.mark.parametrize("sample", REFUSED.values(), ids=REFUSED)
def test_refusal_says_why(sample):
    with pytest.raises(ValidationError) as refusal:
        clean_picture(io.BytesIO(sample.make()))
    assert refusal.value.code == sample.code


def test_bomb_is_refused_without_decoding(monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    with pytest.raises(ValidationError):
        clean_picture(io.BytesIO(png_of(8000, 8000)))


def test_header_alone_gives_the_size():
    assert measured(io.BytesIO(written(picture(), "JPEG")[:700])) == (60, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "size", "red_at", "blue_at"),
    [
        (1, (60, 40), (5, 20), (55, 20)),
        (2, (60, 40), (55, 20), (5, 20)),
        (3, (60, 40), (55, 20), (5, 20)),
        (6, (40, 60), (20, 5), (20, 55)),
        (8, (40, 60), (20, 55), (20, 5)),
    ],
)
def test_photo_stands_upright(kind, orientation, size, red_at, blue_at):
    result = cleaned(written(picture(), kind, exif=exif(orientation)))
    assert result.size == size
    assert close(result.getpixel(red_at), RED)
    assert close(result.getpixel(blue_at), BLUE)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_turns_as_pillow_does(orientation):
    drawn = Image.linear_gradient("L").resize((64, 32)).convert("RGB")
    drawn.paste(RED, (0, 0, 8, 8))
    turned = drawn.copy()
    turned.getexif()[ExifTags.Base.Orientation] = orientation
    expected = ImageOps.exif_transpose(turned)
    result = cleaned(written(drawn, "PNG", exif=exif(orientation)))
    assert result.tobytes() == expected.tobytes()


def test_cmyk_becomes_the_same_colours_in_rgb():
    result = cleaned(written(picture("CMYK"), "JPEG", quality=95))
    assert result.mode == "RGB"
    assert close(result.getpixel((5, 20)), RED)


def test_colour_profile_is_applied_before_it_is_thrown_away():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ")
    swapped = swapped.replace(b"....", b"bXYZ")
    result = cleaned(written(picture(), "PNG", icc_profile=swapped))
    red, _green, blue = result.getpixel((5, 20))
    assert red < blue


@pytest.mark.parametrize("profile", [b"nonsense", bytes(200)])
def test_broken_colour_profile_is_ignored(profile):
    result = cleaned(written(picture(), "JPEG", icc_profile=profile))
    assert close(result.getpixel((5, 20)), RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_keeps_its_look(mode):
    levels = Image.frombytes("L", (4, 1), bytes([0, 85, 170, 255]))
    drawn = levels.convert(mode) if mode in ("1", "L") else levels.convert("RGB")
    if mode == "I;16":
        deep = b"".join(
            (level * 257).to_bytes(2, "little") for level in levels.tobytes()
        )
        expected, drawn = levels, Image.frombytes(mode, (4, 1), deep)
    else:
        drawn = drawn.convert(mode)
        expected = drawn.convert("RGB").convert("L")
    result = cleaned(written(drawn, "PNG")).convert("L")
    assert list(result.tobytes()) == pytest.approx(list(expected.tobytes()), abs=2)


def test_transparency_stays():
    drawn = picture("RGBA")
    drawn.putpixel((0, 0), (10, 20, 30, 40))
    result = cleaned(written(drawn, "WEBP", lossless=True))
    assert result.format == "PNG"
    assert result.getpixel((0, 0)) == (10, 20, 30, 40)


def test_opaque_alpha_is_dropped():
    assert cleaned(written(picture("RGBA"), "PNG")).mode == "RGB"


def test_first_frame_of_an_animation_is_kept():
    result = cleaned(animated_gif())
    assert getattr(result, "n_frames", 1) == 1
    assert close(result.getpixel((5, 20)), RED)


def test_large_photo_is_scaled_down():
    result = cleaned(written(picture(size=(4000, 3000)), "JPEG"))
    assert result.size == (LONGEST_EDGE, LONGEST_EDGE * 3 // 4)


def test_same_photo_gives_the_same_bytes_under_another_name():
    data = written(picture(), "JPEG")
    one, other = (clean_picture(io.BytesIO(data)) for _ in range(2))
    assert one.read() == other.read()
    assert one.name != other.name
