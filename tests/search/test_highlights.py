"""Found words are marked in a text, wherever they stand in it."""

from __future__ import annotations

import pytest

from search.highlights import _pieces_with, highlighted
from search.queries import Query


def words(q, language="en"):
    return Query(q).words(language)


def marked(text, language, found):
    return highlighted(text, "", language, found).title


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


def read(pieces):
    """Return what is remembered of texts."""
    return pieces.having.keys() | pieces.without


def test_a_piece_of_text_is_read_once():
    found = words("lanterns")
    for _hit in range(10):
        highlighted("Town", "The school of the town. " * 100, "en", found)
    pieces = _pieces_with(tuple(found), "en", wholly=True)
    assert read(pieces) == {"Town", "The", "school", "of", "the", "town."}


@pytest.mark.parametrize(
    ("text", "language", "q", "html"),
    [
        ("She went home", "en", "go", "She <mark>went</mark> home"),
        ("Sie hat gemacht", "de", "machen", "Sie hat <mark>gemacht</mark>"),
        ("Ten lidé", "cs", "člověk", "Ten <mark>lidé</mark>"),
        ("“Éducation” d’abord", "fr", "education", "“<mark>Éducation</mark>” d’abord"),
    ],
)
def test_a_form_is_marked_however_it_begins(text, language, q, html):
    assert marked(text, language, words(q, language)) == html


@pytest.mark.parametrize(
    ("text", "language", "q", "html"),
    [
        (
            "We find more than we found",
            "en",
            "find",
            "We <mark>find</mark> more than we <mark>found</mark>",
        ),
        ("Den ze dne", "cs", "den", "<mark>Den</mark> ze <mark>dne</mark>"),
        ("Dan za dnevi", "sl", "dan", "<mark>Dan</mark> za <mark>dnevi</mark>"),
        ("Dům bez domu", "cs", "dům", "<mark>Dům</mark> bez <mark>domu</mark>"),
        ("Rąk i ręka", "pl", "ręka", "<mark>Rąk</mark> i <mark>ręka</mark>"),
        ("Gibt und geben", "de", "geben", "<mark>Gibt</mark> und <mark>geben</mark>"),
        (
            "They speak as they spoke",
            "en",
            "speak",
            "They <mark>speak</mark> as they <mark>spoke</mark>",
        ),
    ],
)
def test_forms_with_another_vowel_are_all_marked(text, language, q, html):
    assert marked(text, language, words(q, language)) == html


def test_no_word_that_begins_otherwise_is_read_where_all_are_found():
    found = words("schools town")
    highlighted("Town", "The school of the many people. " * 9, "en", found)
    pieces = _pieces_with(tuple(found), "en", wholly=False)
    assert pieces.having.keys() == {"Town", "school"}
    assert not read(_pieces_with(tuple(found), "en", wholly=True))


def test_a_word_that_stands_twice_in_a_query_is_no_missing_one():
    found = words("refugees refugee")
    assert len(found) == 2
    highlighted("A refugee", "Words of the people. " * 20, "en", found)
    assert not read(_pieces_with(tuple(found), "en", wholly=True))


def test_no_long_piece_is_remembered():
    found = words("xylophone")
    marked(f"{'w' * 900} {'x' * 900}", "en", found)
    for wholly in (True, False):
        pieces = _pieces_with(tuple(found), "en", wholly=wholly)
        assert all(len(piece) <= 64 for piece in read(pieces))


def test_what_is_remembered_of_texts_is_bounded():
    found = words("xylophone")
    for part in range(3):
        text = " ".join(f"w{part}x{number}" for number in range(2_000))
        marked(text, "en", found)
    assert len(read(_pieces_with(tuple(found), "en", wholly=True))) <= 4_096
