"""The embedded engine against real files."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import date

import apsw
import pytest

from search.documents import entry_of
from search.engines.base import Changes, Key, Unavailable
from search.engines.embedded import EmbeddedEngine
from search.engines.storing import VERSIONS
from tests.search.conftest import make_document, question


def keys(engine, q, own="en", **filters):
    return engine.search(question(engine, q, own, **filters), 0, None).keys


def raw(index_path):
    return b"".join(path.read_bytes() for path in index_path.parent.glob("search.*"))


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
    assert ask("school", theme=["housing", "health"]) == [1, 3, 2]
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


def test_deleted_words_leave_the_disk(engine, keep, index_path):
    keep(1, "Xylophonistka", "sk")
    keep(2, "Other words", "sk")
    assert b"xylophonist" in raw(index_path)
    engine.write(Changes(gone=[Key("note", 1)]), applied=1)
    assert b"xylophon" not in raw(index_path)


def test_deleted_words_leave_the_disk_once_a_reader_is_done(engine, keep, index_path):
    keep(1, "Xylophonistka", "sk")
    with engine._reading() as connection:
        connection.execute("SELECT * FROM doc").fetchall()
        other = EmbeddedEngine(index_path)
        done = threading.Thread(
            target=other.write, args=(Changes(gone=[Key("note", 1)]), 1)
        )
        done.start()
        done.join()
    engine.tidy()
    assert b"xylophon" not in raw(index_path)


def test_stamp_changes_with_every_write(engine, keep):
    before = engine.stamp()
    keep(1, "School")
    between = engine.stamp()
    keep(1, "School")
    assert len({before, between, engine.stamp()}) == 3


def test_a_missing_index_is_unavailable(index_path):
    engine = EmbeddedEngine(index_path)
    assert not engine.healthy()
    assert engine.outdated()
    with pytest.raises(Unavailable):
        engine.stamp()


def test_a_damaged_index_is_unavailable_for_every_process(keep, engine, index_path):
    keep(1, "School")
    index_path.write_bytes(b"no database" * 1000)
    reader = EmbeddedEngine(index_path)
    with pytest.raises(Unavailable):
        keys(reader, "school")
    assert not reader.healthy()
    assert not engine.healthy()
    assert engine.outdated()


def test_damage_inside_the_file_is_noticed(keep, engine, index_path):
    for number in range(60):
        keep(number, f"School {number} " + "words " * 50)
    engine._readers.forget()
    content = bytearray(index_path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    index_path.write_bytes(content)
    with pytest.raises(Unavailable):
        keys(EmbeddedEngine(index_path), "school")
    assert not engine.healthy()


def test_damage_ends_with_a_new_index(keep, engine, index_path):
    index_path.write_bytes(b"no database" * 1000)
    assert not engine.healthy()
    engine.rebuild([[entry_of(make_document(1, "School"))]], lambda keys: Changes())
    assert engine.healthy()
    assert keys(engine, "schools") == [Key("note", 1)]


def test_an_index_read_otherwise_is_outdated_but_answers(keep, engine, monkeypatch):
    keep(1, "School")
    monkeypatch.setitem(VERSIONS, "analysis", "another")
    assert engine.outdated()
    assert engine.healthy()
    assert keys(engine, "school") == [Key("note", 1)]


def test_readers_see_a_new_index_at_once(keep, engine, index_path):
    keep(1, "School")
    reader = EmbeddedEngine(index_path)
    assert keys(reader, "school") == [Key("note", 1)]
    engine.rebuild([[entry_of(make_document(2, "School"))]], lambda keys: Changes())
    assert keys(reader, "school") == [Key("note", 2)]


def test_old_generations_are_deleted(keep, engine, index_path):
    keep(1, "Xylophonistka", "sk")
    engine.rebuild([], lambda keys: Changes())
    assert b"xylophon" not in raw(index_path)


def test_what_an_interrupted_rebuild_left_is_deleted(engine, index_path):
    index_path.with_name("search.sqlite3.0123456789ab").write_bytes(b"half")
    engine.tidy()
    assert b"half" not in raw(index_path)


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


def test_two_writers_keep_each_other_out(engine, index_path):
    with engine.exclusive(wait=False) as first:
        assert first
        with EmbeddedEngine(index_path).exclusive(wait=False) as second:
            assert not second
    with engine.exclusive(wait=False) as again:
        assert again


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


def test_a_forked_process_opens_the_index_anew(keep, engine):
    keep(1, "School")
    assert keys(engine, "school")
    child = os.fork()
    if not child:
        fine = keys(engine, "school") == [Key("note", 1)]
        os._exit(0 if fine else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    keep(2, "School")
    assert len(keys(engine, "school")) == 2


def test_readers_cannot_write(engine):
    with pytest.raises(Unavailable), engine._reading() as connection:
        connection.execute("DELETE FROM doc")


def test_deleting_keeps_the_index_sound(keep, engine, index_path):
    for number in range(30):
        keep(number, f"School {number}", facets={"theme": ["youth"]})
    engine.write(Changes(gone=[Key("note", n) for n in range(0, 30, 2)]), applied=1)
    connection = apsw.Connection(str(index_path))
    connection.execute("INSERT INTO fts (fts, rank) VALUES ('integrity-check', 1)")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    assert len(keys(engine, "school")) == 15
