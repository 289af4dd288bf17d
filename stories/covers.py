"""Woven covers: a picture for a story that has no photo, the same for ever.

Drawn from the public id and the themes alone, so it tells nothing about the teller.
Like the cloth that it takes after it is made of single stitches and is the same on both
sides of its middle.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from stories.motifs import MOTIFS, Rows

WIDTH: Final = 61
HEIGHT: Final = 41
MIDDLE: Final = WIDTH // 2
_GROUND: Final = 0
_STITCH: Final = 0.88
"""How much of its square a stitch fills; the ground shows between stitches."""

PAPER, INK, GOLD = "#fbf8f3", "#1e2328", "#e8b04a"
MADDER, OLIVE, BLUE, AUBERGINE = "#a2382b", "#55661f", "#1d5288", "#6a2f6b"

SCHEMES: Final[tuple[tuple[str, str, str, str], ...]] = (
    (PAPER, MADDER, GOLD, INK),
    (MADDER, PAPER, GOLD, INK),
    (BLUE, PAPER, GOLD, INK),
    (PAPER, BLUE, MADDER, GOLD),
    (OLIVE, PAPER, GOLD, INK),
    (GOLD, INK, MADDER, AUBERGINE),
    (AUBERGINE, GOLD, PAPER, INK),
    (PAPER, AUBERGINE, OLIVE, GOLD),
    (INK, GOLD, PAPER, MADDER),
    (GOLD, BLUE, PAPER, MADDER),
    (PAPER, OLIVE, MADDER, INK),
    (INK, PAPER, GOLD, BLUE),
)
"""Ground and three threads; each pair that touches can be told apart."""

THEME_MOTIFS: Final[dict[str, tuple[str, str]]] = {
    "arrival": ("house", "step"),
    "faith": ("star", "branch"),
    "family": ("diamond", "house"),
    "food": ("branch", "diamond"),
    "friendship": ("star", "diamond"),
    "home": ("house", "branch"),
    "journey": ("wave", "star"),
    "language": ("branch", "wave"),
    "love": ("bird", "star"),
    "music": ("wave", "bird"),
    "neighbours": ("house", "diamond"),
    "return": ("bird", "wave"),
    "school": ("star", "step"),
    "waiting": ("step", "diamond"),
    "work": ("step", "star"),
}
"""Each theme's own figure, and the one that keeps it company."""


class Cloth:
    """The left half of a cover; its right half is the same in a mirror."""

    def __init__(self) -> None:
        self.rows = [[_GROUND] * (MIDDLE + 1) for _row in range(HEIGHT)]

    def stitch(self, x: int, y: int, thread: int) -> None:
        """Make one stitch; beside the cloth nothing happens."""
        if 0 <= x <= MIDDLE and 0 <= y < HEIGHT:
            self.rows[y][x] = thread

    def line(self, y: int, thread: int) -> None:
        for x in range(MIDDLE + 1):
            self.stitch(x, y, thread)

    def figure(self, rows: Rows, x: int, y: int, threads: tuple[int, int]) -> None:
        """Stitch a motif around a point, in its two threads."""
        by_mark = dict(zip("#o", threads, strict=True))
        top, left = y - len(rows) // 2, x - len(rows[0]) // 2
        for down, row in enumerate(rows):
            for across, mark in enumerate(row):
                if mark in by_mark:
                    self.stitch(left + across, top + down, by_mark[mark])

    def paths(self) -> Iterator[tuple[int, str]]:
        """Yield each thread with its stitches as a path of horizontal runs."""
        for thread in sorted({t for row in self.rows for t in row} - {_GROUND}):
            at_x, at_y, steps = 0, 0, []
            for y, row in enumerate(self.rows):
                x = 0
                for found, run in groupby(row):
                    length = len(list(run))
                    if found == thread:
                        steps.append(f"m{x - at_x} {y - at_y}h{length}")
                        at_x, at_y = x + length, y
                    x += length
            yield thread, "".join(steps).replace(" -", "-")


class _Choice:
    """Decides by the bytes of one hash; the same story always decides alike."""

    def __init__(self, public_id: str, themes: Sequence[str]) -> None:
        words = "|".join((public_id, *sorted(themes)))
        self.bytes = iter(hashlib.blake2b(words.encode(), digest_size=32).digest())

    def of(self, options: Sequence[Layout] | Sequence[tuple[str, ...]]) -> int:
        return next(self.bytes) % len(options)


Layout = Callable[[Cloth, str, str], None]


def _edge(cloth: Cloth) -> None:
    """Close the cloth above and below: a line and a row of teeth."""
    for y, teeth in ((0, 1), (HEIGHT - 1, HEIGHT - 2)):
        cloth.line(y, 1)
        for x in range(MIDDLE % 2, MIDDLE + 1, 2):
            cloth.stitch(x, teeth, 1)


def _frieze(cloth: Cloth, name: str, y: int) -> None:
    """Stitch small figures beside one another, dots between them."""
    for x in (6, 18, MIDDLE):
        # A bird looks to one side, so in the middle stands what it looks at.
        middle = x == MIDDLE and name == "bird"
        rows = MOTIFS["branch" if middle else name].small
        cloth.figure(rows, x, y, (1, 2))
    for x in (0, 12, 24):
        cloth.figure((".o.", "o#o", ".o."), x, y, (1, 2))


def _bands(cloth: Cloth, first: str, second: str) -> None:
    """Large figures in a row between two friezes of small ones."""
    _edge(cloth)
    for y in (6, HEIGHT - 7):
        _frieze(cloth, second, y)
    for y in (10, HEIGHT - 11):
        cloth.line(y, 3)
    cloth.figure(MOTIFS[first].large, MIDDLE, MIDDLE - 10, (1, 2))
    cloth.figure(MOTIFS[first].large, 10, MIDDLE - 10, (1, 2))
    for y in range(12, HEIGHT - 12, 4):
        cloth.stitch(0, y, 3)
        cloth.stitch(20, y, 3)


def _inlay(cloth: Cloth, first: str, second: str) -> None:
    """The large figures on a ground of their own."""
    _edge(cloth)
    for y in range(11, HEIGHT - 11):
        cloth.line(y, 3)
    for y in (6, HEIGHT - 7):
        _frieze(cloth, second, y)
    cloth.figure(MOTIFS[first].large, MIDDLE, 20, (1, 2))
    cloth.figure(MOTIFS[second].large, 10, 20, (1, 2))


def _medallion(cloth: Cloth, first: str, second: str) -> None:
    """One large figure in a stepped frame, small ones in the corners."""
    for y in range(HEIGHT):
        for x in range(MIDDLE + 1):
            far = abs(x - MIDDLE) + abs(y - HEIGHT // 2)
            if far in (19, 20, 39, 40):
                cloth.stitch(x, y, 1)
            elif far in (22, 37):
                cloth.stitch(x, y, 2)
            elif far == 50:
                cloth.stitch(x, y, 3)
    cloth.figure(MOTIFS[first].large, MIDDLE, 20, (1, 2))
    for x, y in ((10, 11), (10, 29)):
        cloth.figure(MOTIFS[second].small, x, y, (1, 2))


def _lattice(cloth: Cloth, first: str, second: str) -> None:
    """A net of diamonds with a small figure in each."""
    for y in range(HEIGHT):
        for x in range(MIDDLE + 1):
            far = abs((x - MIDDLE + 10) % 20 - 10) + abs((y - 20 + 10) % 20 - 10)
            if far == 10:
                cloth.stitch(x, y, 3)
    for column, x in enumerate((MIDDLE, 20, 10, 0)):
        for y in (0, 20, 40) if column % 2 == 0 else (10, 30):
            name = (first, second)[column % 2]
            if name == "bird" and x == MIDDLE:
                name = "branch"
            cloth.figure(MOTIFS[name].small, x, y, (1, 2))


LAYOUTS: Final[tuple[Layout, ...]] = (_bands, _inlay, _medallion, _lattice)


def motifs_of(themes: Sequence[str], spare: int = 0) -> tuple[str, str]:
    """Return the two figures of a story; one without a known theme gets any."""
    known = [THEME_MOTIFS[theme] for theme in sorted(themes) if theme in THEME_MOTIFS]
    if not known:
        known = [list(THEME_MOTIFS.values())[spare % len(THEME_MOTIFS)]]
    first, company = known[spare % len(known)]
    others = [own for own, _company in known if own != first]
    return first, others[spare % len(others)] if others else company


def woven_cover(public_id: str, themes: Sequence[str]) -> str:
    """Return the cover of a story as SVG, at most 4 KB."""
    choice = _Choice(public_id, themes)
    colours = SCHEMES[choice.of(SCHEMES)]
    layout = LAYOUTS[choice.of(LAYOUTS)]
    cloth = Cloth()
    layout(cloth, *motifs_of(themes, next(choice.bytes)))
    threads = "".join(
        f'<path stroke="{colours[thread]}" d="M{(1 - _STITCH) / 2:.2f} .5{path}"/>'
        for thread, path in cloth.paths()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path fill="{colours[0]}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
        f'<g id="h" fill="none" stroke-width="{_STITCH}"'
        f' stroke-dasharray="{_STITCH} {1 - _STITCH:.2f}">{threads}</g>'
        f'<use href="#h" transform="matrix(-1 0 0 1 {WIDTH} 0)"/></svg>'
    )
