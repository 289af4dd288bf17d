"""Covers: always the same, symmetric, small, and nothing but stitches."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

import vocabulary
from editorial.fields import new_public_id
from stories.covers import MIDDLE, SCHEMES, THEME_MOTIFS, woven_cover
from stories.motifs import MOTIFS

MOST_BYTES = 4096
PUBLIC_ID = "b3k7m2qx"
CONCEPTS = Path(vocabulary.__file__).parent / "library" / "concepts.yaml"


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_a_story_keeps_its_cover():
    cover = woven_cover(PUBLIC_ID, ["work", "love"])
    assert woven_cover(PUBLIC_ID, ["love", "work"]) == cover


def test_stories_differ_in_their_covers():
    covers = {woven_cover(new_public_id(), ["work"]) for _number in range(100)}
    assert len(covers) > 75


def test_themes_choose_the_figures():
    assert woven_cover(PUBLIC_ID, ["work"]) != woven_cover(PUBLIC_ID, ["love"])


def test_every_theme_of_stories_has_a_figure():
    slugs = {row["slug"] for row in yaml.safe_load(CONCEPTS.read_text())["story_theme"]}
    assert slugs == set(THEME_MOTIFS)
    assert {name for pair in THEME_MOTIFS.values() for name in pair} == set(MOTIFS)


@pytest.mark.parametrize("themes", [[], ["no-such-theme"], list(THEME_MOTIFS)])
def test_any_themes_make_a_cover(themes):
    assert woven_cover(PUBLIC_ID, themes).startswith("<svg ")


def test_covers_are_small_and_well_formed():
    pairs = list(combinations(THEME_MOTIFS, 2))
    covers = [woven_cover(new_public_id(), pair) for pair in pairs * 5]
    assert max(map(len, covers)) <= MOST_BYTES
    for cover in covers[:40]:
        ElementTree.fromstring(cover)


def test_the_right_half_mirrors_the_left():
    for _number in range(60):
        cover = woven_cover(new_public_id(), ["journey", "home"])
        half, mirror = re.fullmatch(
            r'.*(<g id="h".*</g>)(<use.*/>)<path.*', cover
        ).groups()
        assert mirror == '<use href="#h" transform="matrix(-1 0 0 1 61 0)"/>'
        for path in re.findall(r' d="M[\d.]+ \.5([^"]*)"', half):
            x = 0
            for move, run in re.findall(r"m(-?\d+) ?-?\d+h(\d+)", path):
                x += int(move) + int(run)
                assert x <= MIDDLE + 1


def test_a_cover_has_no_words_scripts_or_styles_and_few_colours():
    for _number in range(60):
        cover = woven_cover(new_public_id(), ["faith"])
        assert not re.search(r"<(text|script|style|image|a)\b|style=|\bon\w+=", cover)
        woven = cover.replace('stroke="#1e2328" stroke-width=".2" opacity=".1"', "")
        assert 2 <= len(set(re.findall("#[0-9a-f]{6}", woven))) <= 4


@pytest.mark.parametrize("scheme", SCHEMES)
def test_figures_stand_out_from_both_grounds(scheme):
    ground, *threads, second = scheme
    for thread in threads:
        assert contrast(thread, ground) >= 3
        assert contrast(thread, second) >= 3
