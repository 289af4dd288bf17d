"""The motifs of woven covers, stitch by stitch: the left half, with the middle column.

`#` is the first thread, `o` the second, `.` the ground. Each motif has a large form of
17 by 17 stitches and a small one of 7 by 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Rows = tuple[str, ...]


@dataclass(frozen=True)
class Motif:
    """One figure in two sizes."""

    large: Rows
    small: Rows


def _whole(half: str, *, upright: bool = True) -> Rows:
    """Return full rows of a left half; where not upright, the upper half is given."""
    rows = [row + row[-2::-1] for row in half.split()]
    return tuple(rows if upright else rows + rows[-2::-1])


MOTIFS: Final[dict[str, Motif]] = {
    "diamond": Motif(
        _whole(
            """
            ooo.....#
            o......##
            o.....##.
            .....##.o
            ....##.oo
            ...##.oo.
            ..##.oo.#
            .##.oo.##
            ##.oo.###
            """,
            upright=False,
        ),
        _whole("...# ..#. .#.o #.oo", upright=False),
    ),
    "star": Motif(
        _whole(
            """
            o...#....
            .o..##...
            ..o.###..
            ...o.###.
            ####.###.
            .###o.##o
            ..###o.#o
            ...###o.o
            .....oooo
            """,
            upright=False,
        ),
        _whole("#..o .#.o ..## oo##", upright=False),
    ),
    "step": Motif(
        _whole(
            """
            .......##
            .......##
            .....####
            .....##.o
            ...####oo
            ...##.ooo
            .####oo##
            .##.ooo#o
            ###ooo##o
            """,
            upright=False,
        ),
        _whole("#### .### ..#o ...o", upright=False),
    ),
    "wave": Motif(
        _whole(
            """
            ....#....
            ...###...
            ..##.##..
            .##...##.
            ##..o..##
            #..ooo..#
            ..oo.oo..
            .oo...oo.
            oo..#..oo
            o..###..o
            ..##.##..
            .##...##.
            ##..o..##
            #..ooo..#
            ..oo.oo..
            .oo...oo.
            oo.....oo
            """
        ),
        _whole("...# ..## .##. ##.o #.oo .oo. oo.."),
    ),
    "bird": Motif(
        _whole(
            """
            ........o
            .......oo
            ........o
            .....#.oo
            ....##..o
            ...####.o
            ....##.oo
            #...##..o
            ##.####.o
            #######oo
            .##o###.o
            ..#oo##.o
            ...####.o
            ....#...o
            ...##..oo
            ......ooo
            .....oooo
            """
        ),
        (
            ".......",
            "....##.",
            "....###",
            "#..##..",
            "######.",
            ".####..",
            "..#.#..",
        ),
    ),
    "house": Motif(
        _whole(
            """
            ........#
            .......##
            ......##o
            .....##oo
            ....##ooo
            ...##oooo
            ..##ooooo
            .##oooooo
            #########
            .#.......
            .#.##..##
            .#.##..#o
            .#.....#o
            .#.##..#o
            .#.##..#o
            .#.....#o
            #########
            """
        ),
        _whole("...# ..## .### #### .#.. .#.o .#.o"),
    ),
    "branch": Motif(
        _whole(
            """
            ......o.o
            ......ooo
            ......ooo
            .......o#
            .##.....#
            .####...#
            ..##o#..#
            ...##o#.#
            .....####
            ##......#
            ####....#
            .##o#...#
            ..##o##.#
            ....#####
            ........#
            ........#
            ......###
            """
        ),
        _whole("...o ...o .o.# ..o# .o.# ..o# ...#"),
    ),
}
