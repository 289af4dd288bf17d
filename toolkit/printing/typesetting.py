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


def as_pdf(
    template: str, versions: Sequence[Data], pictures: Mapping[str, bytes]
) -> bytes:
    """Return a tagged PDF/UA-1; the same data and pictures give the same bytes.

    It is the first version without signs that no font of ours has. Where none is, the
    first shows them as empty boxes and is no PDF/UA: a teacher gets the rest.
    """
    for data in versions:
        with suppress(typst.TypstError):
            return _compile(template, data, pictures, "ua-1")
    return _compile(template, versions[0], pictures, None)


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


def _compile(
    template: str,
    data: Data,
    pictures: Mapping[str, bytes],
    standard: Literal["ua-1"] | None,
) -> bytes:
    # Typst takes words alone from us, so a picture's bytes go as a list of numbers;
    # files by name, which its README offers, must be words too.
    numbers = {name: list(content) for name, content in pictures.items()}
    pdf: bytes = typst.compile(
        str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        font_paths=_fonts(),
        sys_inputs={
            "data": json.dumps(data, ensure_ascii=False),
            "pictures": json.dumps(numbers, separators=(",", ":")),
        },
        pdf_standards=standard,
        timestamp=_UNIX_EPOCH,
    )
    return pdf


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Read the fonts once a process."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FOLDER / "fonts")],
    )
