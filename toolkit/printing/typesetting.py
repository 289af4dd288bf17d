"""From a document's data to a file: typst, with the fonts of this folder alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

FOLDER: Final = Path(__file__).parent
_UNIX_EPOCH: Final = 0
"""A file says nothing of the hour at which somebody fetched it."""


def as_pdf(
    template: str, data: dict[str, Any], pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a tagged PDF/UA-1; the same data and pictures give the same bytes.

    Signs that no font of ours has are shown as empty boxes, and the file is then no
    PDF/UA: a teacher gets the rest.
    """
    # Typst takes words alone from us, so a picture's bytes go as a list of numbers.
    numbers = {name: list(content) for name, content in (pictures or {}).items()}
    inputs = {
        "data": json.dumps(data, ensure_ascii=False),
        "pictures": json.dumps(numbers, separators=(",", ":")),
    }
    try:
        return _compile(template, inputs, "ua-1")
    except typst.TypstError:
        return _compile(template, inputs, None)


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
    template: str, inputs: dict[str, str], standard: Literal["ua-1"] | None
) -> bytes:
    pdf: bytes = typst.compile(
        str(FOLDER / "typst" / f"{template}.typ"),
        root=str(FOLDER / "typst"),
        font_paths=_fonts(),
        sys_inputs=inputs,
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
