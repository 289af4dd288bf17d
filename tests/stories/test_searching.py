"""The search that looks for what must be gone finds what is there."""

from __future__ import annotations

import base64
import gzip
import io
import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

PROGRAM = Path(__file__).with_name("searching.py")
WORD = "Marrowgleam"


def search(folders, words=(), pictures=(), clean=None):
    """Return path → what another process found in it.

    `clean`, a set, takes digests of contents that hold nothing of all this: where the
    same is looked for again, they need no second look.
    """
    clean = set() if clean is None else clean
    done = subprocess.run(
        [sys.executable, PROGRAM],
        input=json.dumps(
            {
                "folders": list(map(str, folders)),
                "words": list(words),
                "pictures": list(map(str, pictures)),
                "clean": sorted(clean),
            }
        ),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    said = json.loads(done.stdout)
    clean.update(said["clean"])
    return said["found"]


def zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("story.txt", data)
    return file.getvalue()


def pdf(data: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(data)


TEXT = f"Before {WORD} after, and more of it.".encode()
HIDING = {
    "as it is": TEXT,
    "in capitals": TEXT.upper(),
    "utf-16": TEXT.decode().encode("utf-16-le"),
    "hexadecimal": TEXT.hex().encode(),
    "base64": base64.b64encode(TEXT),
    "base64, one on": base64.b64encode(b"x" + TEXT),
    "base64, two on": base64.b64encode(b"xy" + TEXT),
    "zlib": b"\0" * 50 + zlib.compress(TEXT) + b"\0" * 50,
    "gzip": b"\0" * 50 + gzip.compress(TEXT),
    "a cut gzip": gzip.compress(TEXT)[:-10],
    "ZIP": b"\0" * 50 + zipped(TEXT),
    "PDF": pdf(TEXT),
    "a ZIP of a PDF": zipped(pdf(TEXT)),
}


def picture(seed: int) -> Image.Image:
    drawn = Image.new("RGB", (640, 480), "white")
    pen = ImageDraw.Draw(drawn)
    for n in range(24):
        x, y = (n * 97 * seed) % 640, (n * 61 * seed) % 480
        pen.rectangle((x, y, x + 120, y + 90), fill=(n * 10, 255 - n * 9, seed * 20))
    return drawn


def coded(drawn: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    drawn.save(file, kind)
    return file.getvalue()


def test_finds_a_word_wherever_it_hides(tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    for name, data in HIDING.items():
        (folder / name).write_bytes(data)
    (folder / "nothing").write_bytes(b"other words")
    found = search([folder], [WORD])
    assert {Path(path).name for path in found} == set(HIDING)


def test_finds_a_word_where_there_was_none_before(tmp_path):
    clean = set()
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "file").write_bytes(b"other words")
    assert search([folder], [WORD], clean=clean) == {}
    assert len(clean) == 1
    (folder / "file").write_bytes(TEXT)
    assert search([folder], [WORD], clean=clean) == {str(folder / "file"): [WORD]}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF"])
def test_finds_a_picture_in_another_size_and_format(tmp_path, kind):
    folder = tmp_path / "copy"
    folder.mkdir()
    picture(3).save(tmp_path / "wanted.png")
    (folder / "same").write_bytes(
        b"\0" * 9 + coded(picture(3).resize((200, 150)), kind)
    )
    (folder / "zipped").write_bytes(zipped(coded(picture(3), kind)))
    (folder / "other").write_bytes(coded(picture(7), kind))
    found = search([folder], pictures=[tmp_path / "wanted.png"])
    assert {Path(path).name for path in found} == {"same", "zipped"}
