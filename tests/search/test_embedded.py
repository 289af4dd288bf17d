"""The embedded engine against real files."""

from __future__ import annotations

import os
import threading

import apsw
import pytest

from search.documents import entry_of
from search.engines import answering, storing
from search.engines.base import Changes, Key, Question, Unavailable
from search.engines.embedded import EmbeddedEngine
from search.engines.storing import VERSIONS
from tests.search.conftest import keys, make_document, question


@pytest.fixture
def statements(engine):
    """What this thread's connection is asked, in SQL."""
    asked = []
    with engine._reading() as connection:
        connection.exec_trace = lambda cursor, sql, bindings: asked.append(sql) or True
    yield asked
    connection.exec_trace = None


def raw(index_path):
    return b"".join(path.read_bytes() for path in index_path.parent.glob("search.*"))


def test_deleted_words_leave_the_disk(engine, keep, index_path):
    keep(1, "Xylophonistka", "sk")
    keep(2, "Other words", "sk")
    assert b"xylophonist" in raw(index_path)
    engine.write(Changes(gone=[Key("note", 1)]), applied=1)
    assert b"xylophon" not in raw(index_path)


def test_what_a_deleted_document_alone_was_chosen_by_leaves_the_disk(
    engine, keep, index_path
):
    keep(1, "One", "quechua-x-rare", facets={"origin": ["somewhere-rare", "usual"]})
    keep(2, "Two", "sk", facets={"origin": ["usual"]})
    assert b"somewhere-rare" in raw(index_path)
    engine.write(Changes(gone=[Key("note", 1)]), applied=1)
    assert b"rare" not in raw(index_path)
    found = engine.search(question(engine, ""), 0, 9)
    assert found.facets["origin"] == [("usual", 1)]
    keep(3, "Three", "de", facets={"origin": ["new"]})
    found = engine.search(question(engine, ""), 0, 9)
    assert found.facets["language"] == [("de", 1), ("sk", 1)]
    assert found.facets["origin"] == [("new", 1), ("usual", 1)]


def test_the_last_of_two_entries_with_one_key_counts(engine):
    entries = [entry_of(make_document(1, title)) for title in ("School", "House")]
    engine.write(Changes(entries), applied=1)
    assert keys(engine, "house") == [Key("note", 1)]
    assert keys(engine, "school") == []


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


def test_an_index_of_another_version_is_built_anew_without_a_word_of_damage(
    keep, engine, monkeypatch, caplog
):
    keep(1, "School")
    engine._readers.forget()
    monkeypatch.setitem(VERSIONS, "schema", "another")
    with pytest.raises(Unavailable):
        keys(engine, "school")
    assert not engine.healthy()
    assert engine.outdated()
    engine.rebuild([[entry_of(make_document(1, "School"))]], lambda keys: Changes())
    assert keys(engine, "schools") == [Key("note", 1)]
    assert caplog.records == []


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


def test_two_writers_keep_each_other_out(engine, index_path):
    with engine.exclusive(wait=False) as first:
        assert first
        with EmbeddedEngine(index_path).exclusive(wait=False) as second:
            assert not second
    with engine.exclusive(wait=False) as again:
        assert again


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


def test_many_words_are_one_question(engine, keep, statements):
    for number in range(2):
        keep(number, "The school of the town")
    statements.clear()
    forms = [f"word{number}" for number in range(500)]
    assert engine.common("en", ["school", *forms]) == {"school"}
    assert len(statements) < 9


def test_one_word_that_nothing_has_is_asked_for_once(engine, keep, statements):
    keep(1, "School")
    statements.clear()
    assert keys(engine, "xylophone") == []
    assert statements.count(answering.MATCH) == 1
    statements.clear()
    assert keys(engine, "xylophone zither") == []
    assert statements.count(answering.MATCH) == 2


def test_what_is_all_shown_is_rated_while_it_is_found(engine, keep, statements):
    keep(1, "The school of many people and one town", facets={"theme": ["youth"]})
    keep(2, "A town school", facets={"theme": ["youth"]})
    keep(3, "Town", language="de")

    def asked(q, **filters):
        statements.clear()
        found = keys(engine, q, **filters)
        return found, statements.count(answering.RATE)

    best = [Key("note", 2), Key("note", 1)]
    assert asked("town school") == (best, 0)
    assert asked("town school", language=["en"]) == (best, 0)
    assert asked("town school", theme=["youth"]) == (best, 1)
    assert asked("town school -xylophone") == (best, 1)
    # None has all three.
    assert asked("town school xylophone", language=["en"]) == (best, 1)


def test_everything_is_counted_once_until_a_write(engine, keep, statements):
    keep(1, "School", facets={"theme": ["youth"]})
    first = engine.search(question(engine, ""), 0, 9)
    statements.clear()
    assert engine.search(question(engine, ""), 0, 9) == first
    assert not any("FROM hit CROSS JOIN facet" in sql for sql in statements)
    assert engine.search(question(engine, "", theme=["work"]), 0, 9).total == 0
    assert engine.search(question(engine, ""), 0, 9, counts=False).facets == {}
    keep(2, "School", facets={"theme": ["youth"]})
    assert engine.search(question(engine, ""), 0, 9).facets["theme"] == [("youth", 2)]


def test_answers_that_are_remembered_are_few_and_have_no_words(engine, keep):
    keep(1, "School")
    for number in range(200):
        engine.search(Question(None, "en"), number, 1)
        engine.search(question(engine, f"school word{number}"), 0, 1)
    assert len(engine._kept._answers) <= 64
    assert "school" not in repr(engine._kept._answers)


def test_a_language_is_known_with_its_first_document(engine, keep):
    keep(1, "School")
    assert engine.present().languages == ["en"]
    keep(2, "Schule", "de")
    assert engine.present().languages == ["de", "en"]


CHOSEN = {"bit": 1, "facet": "theme", "names": "[]"}


@pytest.mark.parametrize(
    ("sql", "bindings"),
    [
        (answering.BEST, ("en", 10, 0)),
        (answering.NEWEST, (10, 0, "en")),
        (answering.BEST_THINGS, ("en", 10, 0)),
        (answering.NEWEST_THINGS, ("en", 10, 0)),
        (answering.BESIDE, ("note", 1)),
        (answering.COUNTS.format(count="count(*)"), ()),
        (answering.COUNTS_OF_CHOSEN.format(count="count(*)"), CHOSEN),
        (answering.COUNTS_OF_SHELF.format(id="doc", count="count(*)"), CHOSEN),
        (answering.MISS, CHOSEN),
        (answering.FORMS, ("note", 1)),
    ],
)
def test_no_question_reads_every_row(engine, sql, bindings):
    with engine._reading() as connection:
        plan = answering.rows(connection, f"EXPLAIN QUERY PLAN {sql}", bindings)
    read_whole = [step for *_, step in plan if step.startswith("SCAN")]
    assert [step for step in read_whole if "doc" in step or "facet" in step] == []


def test_an_index_is_built_in_large_parts_and_then_written_as_usual(
    engine, index_path, monkeypatch
):
    monkeypatch.setattr(storing, "BUILT_AT_ONCE", 2)
    batches = [
        [entry_of(make_document(number, "School"))] for number in (5, 1, 4, 2, 3)
    ]
    engine.rebuild(batches, lambda keys: Changes())
    assert len(keys(engine, "school")) == 5
    with engine._reading() as connection:
        found = dict(answering.rows(connection, "SELECT k, v FROM fts_config"))
    assert found.items() >= storing.USUALLY.items()
