"""Searches files for words and a picture, as somebody who seized the disk would.

A program of its own, so that it sees what is on the disk and nothing of the process
under test. Standard input: JSON with `folders`, `words`, `pictures` (files to look for)
and `clean` (digests of contents in which none of these is). Standard output: JSON with
`found` (path → what is in it) and `clean`, which has grown.

Words are looked for as they are, in UTF-16, base64, hexadecimal and percent codes, and
inside zlib, gzip, ZIP and PDF streams; pictures are compared by how they look.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import sys
import urllib.parse
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from pillow_heif import HeifImagePlugin  # noqa: F401  teaches Pillow to read HEIC

DEEPEST = 3
"""How many streams inside streams are opened."""
LONGEST = 64 * 1024 * 1024
ALIKE = 10
"""Of 64 bits; two unrelated pictures differ in about 32."""

_ZLIB = re.compile(rb"[\x08-\x78][\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_ZIP = b"PK\x03\x04"
_PICTURES = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP|GIF8[79]a|....ftyp(?:avi|hei|mif)",
    re.DOTALL,
)


def main() -> None:
    wanted = json.load(sys.stdin)
    forms = {word: forms_of(word) for word in wanted["words"]}
    looks = {name: look_of(Image.open(name)) for name in wanted["pictures"]}
    found, clean = {}, set(wanted["clean"])
    for folder in wanted["folders"]:
        # The log of a database before the database, into which it may be emptied.
        for path in sorted(Path(folder).rglob("*"), reverse=True):
            if path.is_file() and not path.is_symlink():
                try:
                    data = path.read_bytes()
                except FileNotFoundError:
                    continue
                digest = hashlib.sha256(data).hexdigest()
                if digest in clean:
                    continue
                if here := sorted(search(data, forms, looks)):
                    found[str(path)] = here
                else:
                    clean.add(digest)
    json.dump({"found": found, "clean": sorted(clean)}, sys.stdout)


def search(data: bytes, forms: dict, looks: dict, depth: int = 0) -> set[str]:
    """Return the words and pictures that are in these bytes or in streams of them."""
    lower = data.lower()
    found = {
        word for word, all_forms in forms.items() if any(f in lower for f in all_forms)
    }
    for picture in pictures_in(data) if looks else ():
        here = look_of(picture)
        found |= {
            name for name, look in looks.items() if (here ^ look).bit_count() <= ALIKE
        }
    if depth < DEEPEST:
        for inner in streams_in(data):
            found |= search(inner, forms, looks, depth + 1)
    return found


def forms_of(word: str) -> set[bytes]:
    """Return the bytes as which a word may be stored, in lower case."""
    plain = word.lower().encode()
    forms = {plain, word.lower().encode("utf-16-le"), word.lower().encode("utf-16-be")}
    for cased in {word, word.lower(), word.capitalize()}:
        raw = cased.encode()
        forms.add(raw.hex().encode())
        forms.add(urllib.parse.quote(cased, safe="").lower().encode())
        # What does not hang on the neighbours, at each of the three places.
        for shift in range(3):
            coded = base64.b64encode(b"\0" * shift + raw)
            first = 4 if shift else 0
            last = -4 if (shift + len(raw)) % 3 else None
            forms.add(coded[first:last].lower())
    return {form for form in forms if len(form) >= 6}


def streams_in(data: bytes) -> Iterator[bytes]:
    """Yield what is inside compressed streams, wherever they begin."""
    view = memoryview(data)
    for start in _ZLIB.finditer(data):
        at = start.start()
        gzipped = data[at] == 0x1F
        if not gzipped and (data[at] * 256 + data[at + 1]) % 31:
            continue
        unpacked = inflated(view[at:], 31 if gzipped else 15)
        if len(unpacked) >= 6:
            yield unpacked
    at = data.find(_ZIP)
    if at >= 0:
        yield from members_of(data[at:])


def inflated(packed: memoryview, bits: int) -> bytes:
    """Return as much of a stream as can be read; a cut one has told enough."""
    stream, parts = zlib.decompressobj(bits), []
    for at in range(0, len(packed), 4096):
        try:
            parts.append(stream.decompress(packed[at : at + 4096]))
        except zlib.error:
            break
        if stream.eof or sum(map(len, parts)) > LONGEST:
            break
    return b"".join(parts)


def members_of(data: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode() + b"\n" + archive.read(member)
    except (zipfile.BadZipFile, RuntimeError, zlib.error, NotImplementedError):
        return


def pictures_in(data: bytes) -> Iterator[Image.Image]:
    """Yield every picture that can be decoded, wherever it begins."""
    for start in _PICTURES.finditer(data):
        try:
            picture = Image.open(io.BytesIO(data[start.start() :]))
            picture.load()
        except Exception:  # noqa: BLE001, S112  only looked like one
            continue
        yield picture


def look_of(picture: Image.Image) -> int:
    """Return 64 bits that stay the same when a picture is scaled or coded anew.

    The difference hash: is each point brighter than the one to its right?
    """
    small = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    points = small.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            at = row * 9 + column
            bits = bits * 2 + (points[at] > points[at + 1])
    return bits


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None
    main()
