"""What a teller sees of the changes in her text."""

from __future__ import annotations

import random
import time

import pytest

from editorial.differences import Kind, differences


def told(before, after):
    return [(str(piece.kind), piece.words) for piece in differences(before, after)]


def test_one_changed_word_is_one_change():
    assert told("The red car.", "The blue car.") == [
        ("same", "The "),
        ("removed", "red"),
        ("added", "blue"),
        ("same", " car."),
    ]


def test_neighbouring_words_are_one_change():
    assert told("a red car now", "a blue bus now") == [
        ("same", "a "),
        ("removed", "red car"),
        ("added", "blue bus"),
        ("same", " now"),
    ]


def test_equal_texts_are_one_piece_and_empty_ones_none():
    assert told("same", "same") == [("same", "same")]
    assert told("", "") == []
    assert told("", "new") == [("added", "new")]
    assert told("old", "") == [("removed", "old")]


@pytest.mark.parametrize(
    ("before", "after", "removed"),
    [
        ("من در خانه\u200cام", "من در باغ\u200cام", "خانه\u200cام"),
        ("我们烤面包", "我们烤肉包", "面"),
        ("हिन्दी में", "मराठी में", "हिन्दी"),
        ("dont", "don't", "dont"),
    ],
)
def test_words_of_any_script_stay_whole(before, after, removed):
    pieces = differences(before, after)
    assert [p.words for p in pieces if p.kind == Kind.REMOVED] == [removed]


def test_both_versions_can_be_read_from_the_pieces():
    chance = random.Random(4)
    for _ in range(300):
        before, after = (
            "".join(chance.choices("ab .\n\té我\u0301\u200d", k=chance.randrange(60)))
            for _ in range(2)
        )
        pieces = differences(before, after)
        assert "".join(p.words for p in pieces if p.kind != Kind.ADDED) == before
        assert "".join(p.words for p in pieces if p.kind != Kind.REMOVED) == after


@pytest.mark.parametrize("words", [1, 100, 300])
def test_no_text_costs_long(words):
    chance = random.Random(4)
    known = [f"{number:x}" for number in range(words)]
    before, after = (" ".join(chance.choices(known, k=6000))[:20_000] for _ in "ab")
    start = time.process_time()
    differences(before, after)
    assert time.process_time() - start < 5
