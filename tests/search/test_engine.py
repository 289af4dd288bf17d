"""What every engine promises."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest

from search.analysis import ANALYSIS_VERSION
from search.documents import entry_of
from search.engines.base import BOUNDARY, Changes, Key
from search.queries import Named
from tests.search.conftest import keys, make_document, question


def test_forms_find_each_other(keep, ask):
    keep(1, "Nová škola", "sk")
    assert ask("školy") == ask("skole") == ask("ŠKOLÁCH") == [1]


def test_all_words_outrank_any_words(keep, ask):
    keep(1, "A school in Berlin")
    keep(2, "A school in Vienna")
    assert ask("schools berlin") == [1]


def test_any_word_will_do_where_nothing_has_all(engine, keep, ask):
    keep(1, "A school in Berlin")
    keep(2, "A garden in Vienna")
    assert sorted(ask("school vienna")) == [1, 2]
    assert not engine.search(question(engine, "school vienna"), 0, 9).all_words


def test_own_language_comes_first(keep, ask):
    keep(1, "Berlin Berlin Berlin", "de")
    keep(2, "A long title in which Berlin stands once", "en")
    assert ask("berlin", "en") == [2, 1]
    assert ask("berlin", "de") == [1, 2]


def test_every_document_is_read_in_its_own_language(keep, ask):
    keep(1, "Ein Flüchtling", "de")
    assert ask("Flüchtlingen", "en") == [1]


def test_a_kind_is_searched_as_if_it_were_alone(engine, keep):
    keep(1, "A school in Vienna")
    keep(2, "A school in Berlin", kind="other")
    asked = replace(question(engine, "school berlin"), kind="note")
    assert engine.search(asked, 0, 9).keys == [Key("note", 1)]


def test_title_counts_more_than_text(keep, ask):
    keep(1, "Something", text="A house beside a garden.")
    keep(2, "A garden", text="Something beside a house.")
    assert ask("garden") == [2, 1]


def test_an_empty_question_gives_everything_newest_first(keep, ask):
    keep(1, "Old", date=date(2020, 1, 1))
    keep(2, "New", date=date(2024, 1, 1))
    keep(3, "Undated")
    assert ask("") == [2, 1, 3]


def test_writing_again_replaces(keep, ask):
    keep(1, "A school")
    keep(1, "A garden")
    assert ask("school") == []
    assert ask("garden") == [1]


@pytest.fixture
def town(keep):
    keep(1, "School", "en", facets={"theme": ["housing", "youth"], "country": ["DE"]})
    keep(2, "School", "de", facets={"theme": ["housing"], "country": ["AT"]})
    keep(3, "School", "en", facets={"theme": ["health"], "country": ["AT"]})
    keep(4, "Garden", "en", facets={"theme": ["health"], "country": ["GR"]})


def test_facets_are_or_within_and_between(town, ask):
    assert sorted(ask("school", theme=["housing", "health"])) == [1, 2, 3]
    assert ask("school", theme=["housing", "health"], country=["AT"]) == [3, 2]
    assert ask("school", theme=["housing"], country=["AT"], language=["en"]) == []


def test_facet_counts_ignore_their_own_choice(town, engine):
    found = engine.search(
        question(engine, "school", theme=["housing"], country=["AT"]), 0, 9
    )
    assert found.total == 1
    assert found.facets["theme"] == [("health", 1), ("housing", 1)]
    assert found.facets["country"] == [("AT", 1), ("DE", 1)]
    assert found.facets["language"] == [("de", 1)]
    assert found.facets["kind"] == [("note", 1)]


def test_facet_counts_without_choices(town, engine):
    facets = engine.search(question(engine, "school"), 0, 1).facets
    assert facets["theme"] == [("housing", 2), ("health", 1), ("youth", 1)]
    assert facets["language"] == [("en", 2), ("de", 1)]


def test_an_unknown_facet_or_value_fits_nothing(town, ask):
    assert ask("school", theme=["no such"]) == []
    assert ask("school", colour=["red"]) == []


def test_left_out_objects_change_hits_counts_and_fallback(town, engine):
    asked = question(engine, "garden school")
    found = engine.search(replace(asked, without=frozenset({Key("note", 4)})), 0, 9)
    assert Key("note", 4) not in found.keys
    assert "GR" not in dict(found.facets["country"])


def test_stamp_changes_with_every_write(engine, keep):
    before = engine.stamp()
    keep(1, "School")
    between = engine.stamp()
    keep(1, "School")
    assert len({before, between, engine.stamp()}) == 3


def test_a_failing_rebuild_leaves_the_old_index(keep, engine):
    keep(1, "School")

    def entries():
        yield [entry_of(make_document(2, "School"))]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.rebuild(entries(), lambda keys: Changes())
    assert keys(engine, "school") == [Key("note", 1)]


def test_what_changes_during_a_rebuild_is_not_lost(keep, engine):
    keep(1, "School")
    now = {2: "Garden"}

    def entries():
        yield [entry_of(make_document(1, "School"))]
        engine.write(Changes(gone=[Key("note", 1)]), applied=7)
        keep(2, "Garden")
        engine.write(Changes(), applied=8)

    def changed(keys):
        assert set(keys) == {Key("note", 1), Key("note", 2)}
        entries = [entry_of(make_document(pk, title)) for pk, title in now.items()]
        return Changes(entries, [Key("note", 1)])

    engine.rebuild(entries(), changed)
    assert keys(engine, "school") == []
    assert keys(engine, "gardens") == [Key("note", 2)]
    assert engine.applied() == 8


def test_every_thread_has_a_connection_of_its_own(keep, engine):
    keep(1, "School")
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(keys(engine, "school")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[Key("note", 1)]] * 8


@pytest.fixture
def garden(keep):
    keep(1, "The green garden", "en", text="Doors of a house stand open.")
    keep(2, "A garden", "en", text="Green doors, and the houses are open.")
    keep(3, "Ein Garten", "de", text="Das grüne Haus.")


def test_a_phrase_is_words_side_by_side(garden, ask):
    assert ask('"green garden"') == [1]
    assert ask('"Green Doors"') == [2]
    assert ask('"garden green"') == []


def test_a_phrase_is_looked_for_as_it_is_typed_but_for_marks(garden, ask):
    assert ask('"house"') == [1]
    assert ask("„DAS GRUNE“") == [3]


def test_no_phrase_spans_title_and_text_or_two_copies_of_a_title(garden, ask):
    assert ask('"garden doors"') == []
    assert ask('"garden green doors"') == []
    assert ask('"garden the green"') == []


def test_a_phrase_must_stand_there_whatever_else_does_not(garden, engine):
    found = engine.search(question(engine, '"green garden" ocean doors'), 0, 9)
    assert (found.keys, found.all_words) == ([Key("note", 1)], False)


def test_what_is_excluded_is_so_in_every_form(garden, ask):
    assert ask("garden -house") == []
    assert ask("garden -doors -xylophone") == ask("garden -door") == []
    assert sorted(ask("green -garden")) == sorted(ask("grün -Gärten", "de")) == []


def test_only_exclusions_give_everything_without_them(garden, ask):
    assert ask("-houses") == [3]
    assert ask("-the") == ask('-"the house"', "de") == [3]
    assert sorted(ask("-Haus")) == [1, 2]


def test_phrases_and_exclusions_need_no_other_words(garden, ask):
    assert ask('"garden" -"green garden"') == []
    assert ask('"garden" -ocean') == ask('"garden"')


def test_a_word_is_excluded_where_it_is_a_word_of_the_language(keep, ask):
    keep(1, "Schools", "en")
    keep(2, "Schule", "de")
    assert ask("-schulen") == [1]
    assert ask("-school") == [2]


@pytest.fixture
def homes(keep):
    about = {"facets": {"theme": ["housing"]}}
    keep(1, "Woningen", "nl", **about)
    keep(2, "Mieszkania", "pl")
    keep(3, "Dach", "pl", **about)
    keep(4, "Κατοικία", "el", facets={"target_group": ["housing"]})
    keep(5, "Mieszkania", "cs")
    keep(6, "Ogród", "pl", facets={"country": ["housing"]})


HOUSING = (Named(0, 1, ("housing",)),)


def test_a_concept_is_found_in_every_language(homes, ask):
    """Own language first, and what has the word itself before what is about it."""
    found = ask("mieszkania", "pl", named=HOUSING)
    assert found[:3] == [2, 3, 5]
    assert sorted(found) == [1, 2, 3, 4, 5]


def test_a_word_that_names_a_concept_joins_the_others(homes, ask):
    assert ask("mieszkanie dach", "pl", named=HOUSING) == [3]
    assert ask("mieszkanie -dach", "pl", named=HOUSING)[0] == 2


def test_words_that_name_a_concept_together_stand_for_it_together(keep, ask):
    named = (Named(0, 2, ("employment", "work")),)
    keep(1, "The labour market in Vienna")
    keep(2, "The labour of a mother, a market in Berlin")
    keep(3, "The market in Vienna")
    keep(4, "Arbeit in Wien: Vienna", "de", facets={"theme": ["work"]})
    assert sorted(ask("labour market", named=named)) == [1, 2, 4]
    assert ask("labour market Vienna", named=named) == [1, 4]
    assert ask("labour market ocean", named=named)[-1] == 4
    assert 3 in ask("labour market ocean", named=named)


def test_newest_first_goes_before_language(engine, keep):
    keep(1, "School", "en", date=date(2020, 1, 1))
    keep(2, "School", "de", date=date(2024, 1, 1))
    keep(3, "School", "de", date=date(2020, 1, 1))
    keep(4, "School", "en")
    asked = replace(question(engine, "school"), newest=True)
    found = engine.search(asked, 0, 9).keys
    assert [key.object_id for key in found] == [2, 1, 3, 4]


@pytest.fixture
def translated(keep):
    """Two things in two languages each, and a text that stands alone."""
    about = {"theme": ["housing"]}
    keep(1, "School", "en", public_id="a", facets=about, date=date(2020, 1, 1))
    both = {"theme": ["housing", "youth"]}
    keep(2, "School", "de", public_id="a", facets=both, date=date(2024, 1, 1))
    keep(3, "School", "de", public_id="b", facets=about, date=date(2021, 1, 1))
    keep(4, "School", "fr", public_id="b", facets=about, date=date(2022, 1, 1))
    keep(5, "School", "en", facets={"theme": ["health"]})


@pytest.fixture
def once(engine):
    """Return what a reader finds of things; each is one result."""

    def once(q="school", own="en", newest=False, without=(), **filters):
        gone = frozenset(Key("note", pk) for pk in without)
        asked = replace(question(engine, q, own, **filters), things=True)
        return engine.search(replace(asked, newest=newest, without=gone), 0, 9)

    return once


def shown(found):
    return [key.object_id for key in found.keys]


@pytest.mark.parametrize("q", ["school", ""])
@pytest.mark.parametrize(
    ("own", "texts"), [("en", {1, 5}), ("de", {2, 3}), ("fr", {4})]
)
def test_a_thing_is_given_once_and_first_in_the_readers_language(
    translated, once, q, own, texts
):
    found = once(q, own)
    assert set(shown(found)[: len(texts)]) == texts
    assert len(found.keys) == found.total == 3


def test_texts_are_found_where_things_are_not_asked_for(translated, ask):
    assert sorted(ask("school")) == [1, 2, 3, 4, 5]


def test_facets_count_things(translated, once):
    facets = once().facets
    assert facets["theme"] == [("housing", 2), ("health", 1), ("youth", 1)]
    assert facets["language"] == [("de", 2), ("en", 2), ("fr", 1)]
    assert facets["kind"] == [("note", 3)]


def test_counts_of_things_ignore_their_own_choice(translated, once):
    found = once(theme=["housing"], language=["fr", "en"])
    assert (sorted(shown(found)), found.total) == ([1, 4], 2)
    assert found.facets["theme"] == [("housing", 2), ("health", 1)]
    assert found.facets["language"] == [("de", 2), ("en", 1), ("fr", 1)]
    assert once(theme=["youth"]).facets["theme"][0] == ("housing", 2)


def test_a_thing_is_given_in_a_language_that_is_chosen(translated, once):
    assert shown(once(language=["fr"])) == [4]
    assert sorted(shown(once(language=["de"]))) == [2, 3]


def test_things_stand_where_their_newest_text_does(translated, once):
    """Even then each is given in the reader's language."""
    assert shown(once(newest=True)) == [1, 4, 5]
    assert shown(once("", "de", newest=True)) == [2, 3, 5]
    assert shown(once(newest=True, theme=["youth"])) == [2]


def test_another_text_takes_the_place_of_one_that_is_gone(translated, once):
    found = once(without=[1])
    assert (shown(found)[0], 2 in shown(found), found.total) == (5, True, 3)
    assert sorted(shown(once("", without=[1, 2]))) == [4, 5]


def test_texts_beside_are_those_of_the_same_thing(engine, translated):
    texts = [Key("note", number) for number in range(1, 6)]
    assert engine.texts_beside([texts[1], Key("note", 9)]) == {*texts[:2]}
    assert engine.texts_beside([texts[3], texts[4]]) == {*texts[2:]}
    assert engine.texts_beside([]) == set()


def test_pages_of_things_hold_each_once(engine):
    entries = [
        entry_of(
            make_document(
                number,
                "School " * (1 + number % 5),
                ("en", "de", "fr", "el")[number % 4],
                public_id=f"thing {number // 3}",
                date=date(2020, 1, 1 + number % 7),
            )
        )
        for number in range(60)
    ]
    engine.rebuild([entries], lambda keys: Changes())
    for newest in (False, True):
        asked = replace(question(engine, "school"), things=True, newest=newest)
        whole = engine.search(asked, 0, None)
        pages = [engine.search(asked, start, 3).keys for start in range(0, 24, 3)]
        assert sum(pages, []) == whole.keys
        things = {key.object_id // 3 for key in whole.keys}
        assert len(whole.keys) == len(things) == whole.total == 20


def test_held_words_are_those_of_the_documents(engine, garden):
    held = engine.held([Key("note", 2), Key("note", 3), Key("note", 99)])
    own = ["a", "garden", "green", "doors", "and", "the", "houses", "are", "open"]
    assert held["en"] == set(engine.tokens(own))
    assert held["de"] == set(engine.tokens(["ein", "garten", "das", "grune", "haus"]))
    assert not held["en"] & set(engine.tokens([BOUNDARY]))


def test_common_words_stand_in_two_documents_of_a_language(engine, garden, keep):
    keep(4, "House house house", "fr")
    words = ["green", "doors", "house", "haus", "garden", "ocean"]
    green, doors, *_others, garden_token, _ocean = tokens = engine.tokens(words)
    assert engine.common("en", tokens) == {green, doors, garden_token}
    assert engine.common("fr", tokens) == engine.common("de", tokens) == set()


def test_contents_count_by_kind_and_language(engine, keep):
    for object_id, language in enumerate(("en", "en", "de")):
        keep(object_id, "School", language)
    keep(4, "School", kind="other")
    contents = engine.contents()
    assert contents.documents == {
        ("note", "en"): 2,
        ("note", "de"): 1,
        ("other", "en"): 1,
    }
    assert contents.analysis == ANALYSIS_VERSION
