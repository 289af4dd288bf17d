"""From a document's data to a file: typst, with the fonts of this folder alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

import typst

from toolkit.printing.data import Data

FOLDER: Final = Path(__file__).parent
_TEMPLATES: Final = FOLDER / "typst"
_UNIX_EPOCH: Final = 0
"""A file says nothing of the hour at which somebody fetched it."""

Pages = tuple[int, int]
"""The first and the last one."""


def as_pdf(
    template: str, versions: Sequence[Data], pictures: Mapping[str, bytes]
) -> bytes:
    """Return a tagged PDF/UA-1; the same data and pictures give the same bytes.

    It is the first version without signs that no font of ours has. Where none is, the
    first shows them as empty boxes and is no PDF/UA: a teacher gets the rest.
    """
    return _typeset(template, versions, pictures)[0]


def pages_of(
    template: str, versions: Sequence[Data], pictures: Mapping[str, bytes]
) -> list[Pages]:
    """Return on which pages of the file each `<begins>` of the template lies."""
    _pdf, data = _typeset(template, versions, pictures)
    found = typst.query(
        str(_TEMPLATES / f"{template}.typ"),
        "<begins>",
        field="value",
        root=str(_TEMPLATES),
        font_paths=_fonts(),
        sys_inputs=_inputs(data, pictures),
    )
    begun: list[int] = json.loads(found)
    *firsts, end = begun
    afters = [*firsts[1:], end]
    return [(first, after - 1) for first, after in zip(firsts, afters, strict=True)]


def as_png(template: Path, data: str) -> bytes:
    """Return a template's one page as a picture, a pixel for each of its points.

    `data` is JSON. The same data give the same bytes.
    """
    png: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=_fonts(),
        sys_inputs={"data": data},
        format="png",
        ppi=72,
    )
    return png


def _typeset(
    template: str, versions: Sequence[Data], pictures: Mapping[str, bytes]
) -> tuple[bytes, Data]:
    for data in versions:
        with suppress(typst.TypstError):
            return _compile(template, data, pictures, "ua-1"), data
    return _compile(template, versions[0], pictures, None), versions[0]


def _compile(
    template: str,
    data: Data,
    pictures: Mapping[str, bytes],
    standard: Literal["ua-1"] | None,
) -> bytes:
    pdf: bytes = typst.compile(
        str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        font_paths=_fonts(),
        sys_inputs=_inputs(data, pictures),
        pdf_standards=standard,
        timestamp=_UNIX_EPOCH,
    )
    return pdf


def _inputs(data: Data, pictures: Mapping[str, bytes]) -> dict[str, str]:
    # Typst takes words alone from us, so a picture's bytes go as a list of numbers;
    # files by name, which its README offers, must be words too.
    numbers = {name: list(content) for name, content in pictures.items()}
    return {
        "data": json.dumps(data, ensure_ascii=False),
        "pictures": json.dumps(numbers, separators=(",", ":")),
    }


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Read the fonts once a process."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FOLDER / "fonts")],
    )
