"""What is made of a reader's words before any engine sees them."""

from __future__ import annotations

import pytest

from search.analysis import known
from search.engines.base import Word
from search.queries import MOST_WORDS, Named, Query


def forms(words):
    return [word.forms[0] for word in words]


def read(q, language="en"):
    """Return the first forms of terms, phrases and exclusions."""
    asked = Query(q).asked(language)
    terms = [" ".join(forms(term.words)) for term in asked.terms]
    return terms, [" ".join(phrase) for phrase in asked.phrases], forms(asked.excluded)


@pytest.mark.parametrize(
    ("q", "terms", "phrases", "excluded"),
    [
        ("two words", ["two", "words"], [], []),
        ('"two  Words" more', ["more"], ["two words"], []),
        ("„zwei Worte“", [], ["zwei worte"], []),
        ("«deux mots» “two” ”två ord”", [], ["deux mots", "two", "tva ord"], []),
        ("»zwei Worte«", [], ["zwei worte"], []),
        ('"two words', ["two", "words"], [], []),
        ('two" words” «three', ["two", "words", "three"], [], []),
        ("one -two −three", ["one"], [], ["two", "three"]),
        ('one -"two three" four', ["one", "four"], [], ["two", "three"]),
        ("well-being 5-7 -", ["well", "being", "5", "7"], [], []),
        ("a - b", ["a", "b"], [], []),
        ('"" -"" "-" - --', [], [], []),
        ("-one -ONE one one", ["one"], [], ["one"]),
        ('one"two"three', ["one", "three"], ["two"], []),
    ],
)
def test_quotes_make_phrases_and_a_minus_excludes(q, terms, phrases, excluded):
    assert read(q) == (terms, phrases, excluded)


def test_all_words_together_are_no_more_than_the_most():
    many = " ".join(f'-out{n} in{n} "one{n} two{n}"' for n in range(40))
    terms, phrases, excluded = read(many)
    assert len(terms) + len(" ".join(phrases).split()) + len(excluded) == MOST_WORDS


def test_each_language_leaves_off_its_own_clitics():
    assert read("l'école -d'Arc \"l’école d'art\"", "fr") == (
        ["ecole"],
        ["ecole art"],
        ["arc"],
    )


def test_words_to_mark_are_those_that_a_text_may_have():
    words = Query('schools "old houses" -garden').words("en")
    assert forms(words) == ["schools", "old", "houses"]
    assert "school" in words[0].lemmas
    assert words[2] == Word(("houses",), (), ())


def test_words_that_name_a_concept_are_one_term():
    query = Query("the labour market today")
    terms = query.asked("en", [Named(1, 3, ("employment",))]).terms
    assert [(forms(term.words), term.concepts) for term in terms] == [
        (["the"], ()),
        (["labour", "market"], ("employment",)),
        (["today"], ()),
    ]


def test_a_word_of_the_readers_own_language_is_read_plainly_in_others():
    in_full = Query("cast dum").read("cs")
    assert "část" in in_full[0].lemmas
    # English has no word dum, so this may be a Czech one without its marks.
    cast, dum = Query("cast dum", "en").read("cs")
    assert "část" not in cast.lemmas
    assert dum == in_full[1]
    assert "dům" in dum.lemmas


def test_a_form_that_was_added_by_hand_is_read_in_any_language():
    assert known("хора", "ru")
    assert Query("хора", "ru").read("bg")[0].lemmas[0] == "човек"


def test_her_own_language_reads_every_word_in_full():
    assert Query("skole", "cs").read("cs") == Query("skole").read("cs")
    assert "škola" in Query("skole", "cs").read("cs")[0].lemmas


def test_a_language_in_which_nothing_is_asked_is_left_out():
    assert Query('!!! "*" --').in_languages(["en", "ar"]) == {}
    assert list(Query("-x").in_languages(["en", "ar"])) == ["en", "ar"]
