"""Found words are marked in a text, wherever they stand in it."""

from __future__ import annotations

import pytest

from search.highlights import _pieces_with, excerpt, marked
from search.queries import Query


def words(q, language="en"):
    return Query(q).words(language)


@pytest.mark.parametrize(
    ("text", "language", "q", "html"),
    [
        (
            "School,  (schools)\nschool/town",
            "en",
            "school",
            "<mark>School</mark>, (<mark>schools</mark>) <mark>school</mark>/town",
        ),
        ("dell’accoglienza", "it", "accoglienza", "dell’<mark>accoglienza</mark>"),
        ("a — b", "en", "b", "a — <mark>b</mark>"),
    ],
)
def test_a_word_is_marked_without_what_stands_beside_it(text, language, q, html):
    assert marked(text, language, words(q, language)) == html


def test_a_piece_of_text_is_read_once():
    found = words("lanterns")
    for _hit in range(10):
        excerpt("The school of the town. " * 100, "en", found)
    read = _pieces_with(tuple(found), "en")
    assert set(read) == {"The", "school", "of", "the", "town."}


def test_what_is_remembered_of_texts_is_bounded():
    found = words("xylophone")
    for part in range(3):
        text = " ".join(f"w{part}x{number}" for number in range(2_000))
        marked(text, "en", found)
    assert len(_pieces_with(tuple(found), "en")) <= 4_096
