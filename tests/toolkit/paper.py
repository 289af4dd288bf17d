"""How full the pages of a PDF are."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PIL import Image

LEAST_FILLED = 0.15
"""Of a page's height: below it stand a few lines, or a row or two of a table."""
HEIGHT = 29.7
"""Centimetres of a page."""
INK = 200
"""Grey that is darker is ink."""


def filled_pages(pdf: bytes, folder: Path, foot: float) -> list[float]:
    """Return how far down each page anything is printed.

    `foot` is how many centimetres at its end belong to margin and footer.
    """
    for old in folder.iterdir():
        old.unlink()
    subprocess.run(
        ["pdftoppm", "-r", "30", "-gray", "-", folder / "page"], input=pdf, check=True
    )
    pages = (Image.open(page) for page in sorted(folder.iterdir()))
    return [_filled(page, 1 - foot / HEIGHT) for page in pages]


def _filled(page: Image.Image, share: float) -> float:
    height = round(page.height * share)
    body = page.crop((0, 0, page.width, height))
    box = body.point(lambda grey: 255 * (grey < INK)).getbbox()
    return box[3] / height if box else 0
