"""Woven covers: a picture for a story that has no photo, the same for ever.

Drawn from the public id and the themes alone, so it tells nothing about the teller.
Like the cloth that it takes after it is made of single stitches and is the same on both
sides of its middle.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final, TypeVar

from stories.motifs import MOTIFS, Rows

WIDTH: Final = 61
HEIGHT: Final = 41
MIDDLE: Final = WIDTH // 2
_BARE: Final = 0
THREADS: Final = {"#": 1, "o": 2}
SECOND: Final = 3
"""The colour of the second ground, after the ground and the two threads."""
_STITCH: Final = 0.9
"""How much of its square a stitch fills; the ground shows between stitches."""

PAPER, INK, GOLD = "#fbf8f3", "#1e2328", "#e8b04a"
MADDER, OLIVE, BLUE, AUBERGINE = "#a2382b", "#55661f", "#1d5288", "#6a2f6b"

SCHEMES: Final[tuple[tuple[str, str, str, str], ...]] = (
    (MADDER, PAPER, GOLD, INK),
    (PAPER, MADDER, BLUE, GOLD),
    (BLUE, PAPER, GOLD, INK),
    (GOLD, INK, MADDER, PAPER),
    (OLIVE, PAPER, GOLD, INK),
    (PAPER, AUBERGINE, OLIVE, GOLD),
    (AUBERGINE, GOLD, PAPER, INK),
    (INK, PAPER, GOLD, MADDER),
    (GOLD, BLUE, MADDER, PAPER),
    (MADDER, GOLD, PAPER, BLUE),
    (PAPER, INK, MADDER, GOLD),
    (INK, GOLD, PAPER, BLUE),
)
"""Ground, two threads for figures, and a second ground on which both can be seen."""

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
        self.ground = [[_BARE] * (MIDDLE + 1) for _row in range(HEIGHT)]
        self.stitches = [[_BARE] * (MIDDLE + 1) for _row in range(HEIGHT)]

    def stitch(self, x: int, y: int, thread: int) -> None:
        """Make one stitch; beside the cloth nothing happens."""
        if 0 <= x <= MIDDLE and 0 <= y < HEIGHT:
            self.stitches[y][x] = thread

    def dye(self, x: int, y: int) -> None:
        """Give one square the second ground."""
        self.ground[y][x] = SECOND

    def figure(self, rows: Rows, x: int, y: int) -> None:
        """Stitch a motif around a point, in its two threads."""
        top, left = y - len(rows) // 2, x - len(rows[0]) // 2
        for down, row in enumerate(rows):
            for across, mark in enumerate(row):
                if mark in THREADS:
                    self.stitch(left + across, top + down, THREADS[mark])


def _path(rows: list[list[int]], colour: int) -> str:
    """Return the runs of a colour as a path, each from where the last one ended."""
    at_x, at_y, steps = 0, 0, []
    for y, row in enumerate(rows):
        x = 0
        for found, run in groupby(row):
            length = len(list(run))
            if found == colour:
                steps.append(f"m{x - at_x} {y - at_y}h{length}")
                at_x, at_y = x + length, y
            x += length
    return "".join(steps).replace(" -", "-")


Option = TypeVar("Option")


class _Choice:
    """Decides by the bytes of one hash; the same story always decides alike."""

    def __init__(self, public_id: str, themes: Sequence[str]) -> None:
        words = "|".join((public_id, *sorted(themes)))
        self.bytes = iter(hashlib.blake2b(words.encode(), digest_size=32).digest())

    def of(self, options: Sequence[Option]) -> Option:
        return options[next(self.bytes) % len(options)]


Layout = Callable[[Cloth, str, str, Rows], None]
"""Stitches a cloth with a first and a second motif, and a filling between them."""

FILLINGS: Final[tuple[Rows, ...]] = (
    (".o.", "o#o", ".o."),
    ("#.#", ".o.", "#.#"),
    (".#.", "#o#", ".#."),
    ("o.o", "...", "o.o"),
)


def _edge(cloth: Cloth) -> None:
    """Close the cloth above and below: a line and a row of teeth."""
    for y, teeth in ((0, 1), (HEIGHT - 1, HEIGHT - 2)):
        for x in range(MIDDLE + 1):
            cloth.stitch(x, y, 1)
        for x in range(MIDDLE % 2, MIDDLE + 1, 2):
            cloth.stitch(x, teeth, 1)


def _friezes(cloth: Cloth, name: str, filling: Rows) -> None:
    """Stitch small figures beside one another, above and below, dots between them."""
    for y in (6, HEIGHT - 7):
        for x in (6, 18, MIDDLE):
            cloth.figure(_small(name, x), x, y)
        for x in (0, 12, 24):
            cloth.figure(filling, x, y)


def _small(name: str, x: int) -> Rows:
    # A bird looks to one side, so in the middle stands what it looks at.
    return MOTIFS["branch" if name == "bird" and x == MIDDLE else name].small


def _bands(cloth: Cloth, first: str, second: str, filling: Rows) -> None:
    """Large figures in a row between two friezes of small ones."""
    _edge(cloth)
    _friezes(cloth, second, filling)
    for y in (10, HEIGHT - 11):
        for x in range(MIDDLE + 1):
            cloth.dye(x, y)
    for x in (MIDDLE, 10):
        cloth.figure(MOTIFS[first].large, x, HEIGHT // 2)
    for y in range(12, HEIGHT - 12, 4):
        cloth.dye(0, y)
        cloth.dye(20, y)


def _inlay(cloth: Cloth, first: str, second: str, filling: Rows) -> None:
    """The large figures on a ground of their own."""
    _edge(cloth)
    _friezes(cloth, second, filling)
    for y in range(11, HEIGHT - 11):
        for x in range(MIDDLE + 1):
            cloth.dye(x, y)
    cloth.figure(MOTIFS[first].large, MIDDLE, HEIGHT // 2)
    cloth.figure(MOTIFS[second].large, 10, HEIGHT // 2)


def _medallion(cloth: Cloth, first: str, second: str, filling: Rows) -> None:
    """One large figure in a frame, small ones in the corners."""
    rings = {19: 1, 20: 1, 22: 2, 23: 2}
    for x, y, far in _diamonds(WIDTH, 2 * HEIGHT - 1):
        if far in rings:
            cloth.stitch(x, y, rings[far])
        elif far > 20:
            cloth.dye(x, y)
        elif far == 17 and x % 2:
            cloth.stitch(x, y, 2)
    cloth.figure(MOTIFS[first].large, MIDDLE, HEIGHT // 2)
    for y in (7, HEIGHT - 8):
        cloth.figure(MOTIFS[second].small, 7, y)
    for x, y in ((0, HEIGHT // 2), (18, 3), (18, HEIGHT - 4)):
        cloth.figure(filling, x, y)


def _lattice(cloth: Cloth, first: str, second: str, filling: Rows) -> None:
    """Diamonds of both grounds in turn, with a small figure in each."""
    for x, y, far in _diamonds(20, 20):
        if far >= 10:
            cloth.dye(x, y)
    for x, y in ((5, 5), (5, 15), (15, 5), (15, 15), (25, 5), (25, 15)):
        for side in (y, HEIGHT - 1 - y):
            cloth.figure(filling, x, side)
    for column, x in enumerate((MIDDLE, 20, 10, 0)):
        for y in (0, 20, 40) if column % 2 == 0 else (10, 30):
            cloth.figure(_small((first, second)[column % 2], x), x, y)


def _diamonds(wide: int, high: int) -> Iterator[tuple[int, int, int]]:
    """Yield every stitch with its steps from the heart of the nearest diamond."""
    for y in range(HEIGHT):
        for x in range(MIDDLE + 1):
            across = abs((x - MIDDLE + wide // 2) % wide - wide // 2)
            down = abs((y - HEIGHT // 2 + high // 2) % high - high // 2)
            yield x, y, across + down


def _frame(cloth: Cloth, first: str, second: str, filling: Rows) -> None:
    """A field with one large figure, and small ones all around it."""
    for x, y, _far in _diamonds(WIDTH, HEIGHT):
        if min(x, y, HEIGHT - 1 - y) < 9:
            cloth.dye(x, y)
        if min(x, y, HEIGHT - 1 - y) in (0, 9) and (x + y) % 2:
            cloth.stitch(x, y, 1)
    for x, y in ((5, 5), (18, 5), (MIDDLE, 5), (5, HEIGHT // 2)):
        for side in (y, HEIGHT - 1 - y):
            cloth.figure(_small(second, x), x, side)
    cloth.figure(MOTIFS[first].large, MIDDLE, HEIGHT // 2)
    for y in (14, HEIGHT // 2, HEIGHT - 15):
        cloth.figure(filling, 16, y)


LAYOUTS: Final[tuple[Layout, ...]] = (
    _bands,
    _inlay,
    _medallion,
    _lattice,
    _frame,
)


def motifs_of(themes: Sequence[str], spare: int = 0) -> tuple[str, str]:
    """Return the two figures of a story; one without a known theme gets any."""
    known = [THEME_MOTIFS[theme] for theme in sorted(themes) if theme in THEME_MOTIFS]
    if not known:
        known = [list(THEME_MOTIFS.values())[spare % len(THEME_MOTIFS)]]
    first, company = known[spare % len(known)]
    others = [own for own, _company in known if own != first] or [company]
    return first, others[spare // len(known) % len(others)]


def woven_cover(public_id: str, themes: Sequence[str]) -> str:
    """Return the cover of a story as SVG, at most 4 KB."""
    choice = _Choice(public_id, themes)
    ground, one, other, second = choice.of(SCHEMES)
    threads = choice.of(((one, other), (other, one)))
    layout = choice.of(LAYOUTS)
    first, company = motifs_of(themes, next(choice.bytes))
    cloth = Cloth()
    layout(cloth, first, company, choice.of(FILLINGS))
    stitches = "".join(
        f'<path stroke="{colour}" d="M{(1 - _STITCH) / 2:.2f} .5{path}"/>'
        for number, colour in enumerate(threads, start=1)
        if (path := _path(cloth.stitches, number))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<defs><pattern id="w" width="1" height="1" patternUnits="userSpaceOnUse">'
        f'<path fill="none" stroke="{INK}" stroke-width=".2" opacity=".1"'
        ' d="M0 0h1M0 0v1"/></pattern></defs>'
        f'<path fill="{ground}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
        f'<g id="h" fill="none">'
        f'<path stroke="{second}" d="M0 .5{_path(cloth.ground, SECOND)}"/>'
        f'<g stroke-width="{_STITCH}"'
        f' stroke-dasharray="{_STITCH} {1 - _STITCH:.2f}">{stitches}</g></g>'
        f'<use href="#h" transform="matrix(-1 0 0 1 {WIDTH} 0)"/>'
        f'<path fill="url(#w)" d="M0 0h{WIDTH}v{HEIGHT}H0z"/></svg>'
    )
