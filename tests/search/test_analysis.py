from __future__ import annotations

import unicodedata
from itertools import permutations
from pathlib import Path

import pytest

from languages.registry import CODES, known_as
from search.analysis import ANALYSIS_VERSION, analyse, fold, known
from search.analysis.folding import lower
from search.queries import Query

WORDS = Path(__file__).parent / "words"


def lines_of(language, sign):
    """Return the words of the lines with this sign, of one language's file.

    `a = b`: each finds the other. `typed | stored`: the first finds the second.
    `typed # stored`: two words that only look alike.
    """
    lines = (WORDS / f"{language}.txt").read_text().splitlines()
    return [line.split(f" {sign} ") for line in lines if f" {sign} " in line]


def finds(typed, stored, language):
    (word,) = Query(typed).words(language)
    (token,) = analyse(stored, language)
    return (
        token.form in word.forms
        or token.lemma in word.lemmas
        or token.stem in word.stems
    )


def plain(word, language):
    """Return a word as a keyboard without marks gives it."""
    return "’".join(fold(part) for part in lower(word, language).split("'"))


def test_every_language_has_its_words():
    assert {file.stem for file in WORDS.iterdir()} == set(CODES)
    for language in CODES:
        assert len(lines_of(language, "=")) >= 2
        assert len(lines_of(language, "|")) >= 20
        assert len(lines_of(language, "#")) >= 5


@pytest.mark.parametrize(
    ("word", "language"), [("школите", "de"), ("schools", "el"), ("σχολεία", "uk")]
)
def test_words_of_another_script_are_read_as_they_stand(word, language):
    (read,) = Query(word).words(language)
    assert read.forms == read.stems == (fold(word),)
    assert not known(word, language)


@pytest.mark.parametrize("language", CODES)
def test_words_are_read_as_a_speaker_expects(language):
    found = [p for line in lines_of(language, "=") for p in permutations(line, 2)]
    found += lines_of(language, "|")
    found += [(plain(typed, language), stored) for typed, stored in found]
    assert [pair for pair in found if not finds(*pair, language)] == []
    alike = lines_of(language, "#")
    assert [pair for pair in alike if finds(*pair, language)] == []


@pytest.mark.parametrize(
    ("typed", "stored", "language"),
    [
        ("školy", "škola", "sk"),
        ("skole", "škola", "sk"),
        ("Flüchtlingen", "Flüchtling", "de"),
        ("Fluechtlinge", "Flüchtling", "de"),
        ("Strasse", "Straße", "de"),
        ("IŞIK", "ışık", "tr"),
        ("isik", "IŞIK", "tr"),
        ("İstanbul'da", "istanbul", "tr"),
        ("ecole", "l’école", "fr"),
        ("accoglienza", "dell'accoglienza", "it"),
        ("Łódź", "lodz", "pl"),
        ("oeuvre", "œuvre", "fr"),
        ("ΣΧΟΛΕΙΟ", "σχολείο", "el"),
        ("елка", "ёлка", "ru"),
        ("şcoală", "școală", "ro"),
        ("مدرسه", "مدرسة", "ar"),
        ("الى", "إلى", "ar"),
        ("مُدَرِّسَة", "مدرسة", "ar"),
        ("مـدرسة", "مدرسة", "ar"),
        ("كتاب", "کتاب", "fa"),
        ("کتابها", "کتاب\u200cها", "fa"),
        ("٢٠١٥", "2015", "ar"),
        ("۲۰۱۵", "2015", "fa"),
        ("м’ята", "м'ята", "uk"),
        ("bo\u00adat", "boat", "en"),
        ("S\u030ckola", "škola", "sk"),
    ],
)
def test_spellings_of_one_word_find_each_other(typed, stored, language):
    assert finds(typed, stored, language)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("йога", "йога"),
        ("ёж", "еж"),
        ("straße", "strasse"),
        ("æøåłđ", "aeoald"),
        ("ﷺ", "صليالله\u200cعليه وسلم".replace("\u200c", "").replace(" ", "")),
        ("ﬁn", "fin"),
        ("ⅷ²", "viii2"),
        ("'-_\u202e", ""),
    ],
)
def test_folding(word, folded):
    assert fold(word) == folded


def test_marks_of_other_scripts_are_letters():
    assert fold("हिन्दी") == "हिन्दी"


def test_tokens_stand_where_the_word_stands():
    text = "Dans l’école d'İzmir : 42 élèves."
    assert [text[t.start : t.end] for t in analyse(text, "fr")] == [
        "Dans",
        "école",
        "İzmir",
        "42",
        "élèves",
    ]


def test_a_language_that_is_not_ours_is_read_by_its_forms():
    assert analyse("Dugsiyada", "so")[0][:3] == ("dugsiyada",) * 3


@pytest.mark.parametrize(
    ("word", "language"),
    [("подава", "bg"), ("stadsmuur", "nl"), ("koostatud", "et"), ("evocado", "pt")],
)
def test_a_base_form_is_one_plain_word(word, language):
    assert analyse(word, language)[0].lemma.isalpha()


@pytest.mark.parametrize("language", CODES)
def test_nothing_but_letters_and_digits_becomes_a_key(language):
    nasty = "a\"b' NEAR(x) *y* \0 don't e-mail x_y 3,5 ﷺ \u202eabc\u202c 'n’t ½ _lde"
    for token in analyse(nasty, language):
        for key in token[:3]:
            assert key
            assert all(
                c.isalnum() or unicodedata.category(c).startswith("M") for c in key
            )


def test_analysis_is_pure():
    assert analyse("Školy v meste", "sk") == analyse("Školy v meste", "sk")
    assert len(ANALYSIS_VERSION) == 16


@pytest.mark.parametrize(
    ("typed", "stored", "language"),
    [
        ("escolas", "escola", "pt-BR"),
        ("école", "l’École", "fr-CA"),
        ("IŞIK", "ışık'ta", "tr-CY"),
    ],
)
def test_a_variety_of_our_language_is_read_as_ours(typed, stored, language):
    assert finds(typed, stored, language)
    assert known("escolas", "pt-BR")


def test_a_language_that_only_begins_alike_is_not_ours():
    assert not finds("escolas", "escola", "ptx")
    assert known_as("so-ET") == "so-ET"
