"""The engine for many machines against a real server, and against none."""

from __future__ import annotations

import hashlib
import logging
import time
from dataclasses import replace
from datetime import date

import pytest
from elastic_transport import Transport

from search import actions
from search.documents import entry_of
from search.engines import engine as engine_of_settings
from search.engines.base import Asked, Changes, Question, Term, Unavailable, Word
from search.engines.elasticsearch import ElasticsearchEngine, paging, reader, storing
from search.engines.elasticsearch.hashing import Hashing
from search.engines.elasticsearch.leases import Leases
from search.reads import find, matching_ids
from tests.factories import make_practice
from tests.search.conftest import make_document
from tests.search.test_find import HOSTILE

SCHOOL = Word(("school",), ("school",), ("school",))
NOWHERE = "http://127.0.0.1:1"


def entry(object_id, title="School", language="en", **fields):
    return entry_of(make_document(object_id, title, language, **fields))


def asking(*forms, language="en"):
    terms = [Term((Word((form,), (form,), (form,)),)) for form in forms]
    return Question({language: Asked(terms)}, language)


def ids(engine, question=None, offset=0, limit=None):
    found = engine.search(question or asking("school"), offset, limit)
    return [key.object_id for key in found.keys]


@pytest.fixture
def server(elasticsearch):
    """An empty index on a server."""
    elasticsearch.rebuild([], lambda keys: Changes())
    return elasticsearch


@pytest.fixture
def down(settings):
    settings.ELASTICSEARCH_URL = NOWHERE
    return engine_of_settings()


def test_a_hash_tells_nothing_without_the_key():
    one, other = Hashing("one key"), Hashing("another")
    assert one(["school", "garden"]) == Hashing("one key")(["school", "garden"])
    assert not set(one(["school"])) & set(other(["school"]))
    assert one.key_id != other.key_id
    plain = hashlib.blake2b(b"school", digest_size=8).hexdigest()
    assert one.text(["school", "school"]) != f"{plain} {plain}"
    assert {len(token) for token in one.text(["school", "a"]).split()} == {16}


def test_a_server_that_is_down_is_unavailable_and_nothing_is_told(down, caplog):
    caplog.set_level(logging.INFO)
    started = time.monotonic()
    with pytest.raises(Unavailable) as caught:
        down.search(asking("marrowgleam"), 0, 9)
    assert not down.healthy()
    assert not down.outdated()
    assert time.monotonic() - started < 2
    told = caplog.text + str(caught.value)
    assert "marrowgleam" not in told
    assert not [token for token in down.tokens(["marrowgleam"]) if token in told]


@pytest.mark.django_db
def test_pages_answer_without_the_server(down, client):
    make_practice(title="A school")
    page = client.get("/en/search/?q=marrowgleam")
    assert page.status_code == 200
    assert page.context["found"].degraded
    assert "A school" in page.content.decode()
    assert actions.apply_outbox() == 0


@pytest.mark.django_db
@pytest.mark.gate
def test_the_index_moves_to_a_server_and_leaves_no_file(
    elasticsearch, settings, index_path
):
    url, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, ""
    make_practice(title="A school")
    actions.reindex()
    assert index_path.exists()
    settings.ELASTICSEARCH_URL = url
    assert actions.rebuild_if_needed() == 1
    assert find("schools", language="en").total == 1
    make_practice(title="Schools in Vienna")
    while actions.apply_outbox():
        pass
    assert find("school", language="en").total == 2
    assert actions.rebuild_if_needed() == 0
    left = index_path.parent.glob("search.*")
    assert not any(path.stat().st_size for path in left), "but locks, which are empty"
    assert not actions.reconcile()


@pytest.mark.gate
def test_all_hits_are_told_beyond_what_one_answer_holds(server, monkeypatch):
    for module in (paging, reader):
        monkeypatch.setattr(module, "WINDOW", 10)
    number = 37
    server.rebuild(
        [
            [
                entry(
                    n,
                    "School " + "school " * (n % 3),
                    ("en", "de", "fr")[n % 3],
                    date=date(2020, 1, n) if 1 <= n < 20 else None,
                    public_id=f"thing {n // 2}",
                )
                for n in range(number)
            ]
        ],
        lambda keys: Changes(),
    )
    question = Question(
        {code: asking("school").asked["en"] for code in ("en", "de", "fr")}, "de"
    )
    for asked in (question, replace(question, newest=True), Question(None, "xx")):
        every = ids(server, asked)
        assert sorted(every) == list(range(number))
        pages = [ids(server, asked, offset, 5) for offset in range(0, 45, 5)]
        assert sum(pages, []) == every
        things = replace(asked, things=True)
        assert sorted(n // 2 for n in ids(server, things)) == list(range(19))
        pages = [ids(server, things, offset, 5) for offset in range(0, 20, 5)]
        assert sorted(n // 2 for n in sum(pages, [])) == list(range(19))
    assert len(dict(server.digests())) == number


@pytest.mark.gate
def test_languages_are_asked_for_once_until_something_is_written(server, monkeypatch):
    perform, searches = Transport.perform_request, []

    def counted(self, method, target, **options):
        searches.extend(["_search"] if "_search" in target else [])
        return perform(self, method, target, **options)

    monkeypatch.setattr(Transport, "perform_request", counted)
    with server.exclusive(wait=True):
        server.write(Changes([entry(1), entry(2, language="so")]), applied=1)
    assert [server.present().languages for _time in range(3)] == [["en", "so"]] * 3
    assert len(searches) == 1
    with server.exclusive(wait=True):
        server.write(Changes([entry(3, language="de")]), applied=2)
    assert server.present().languages == ["de", "en", "so"]


@pytest.mark.gate
def test_an_index_of_another_key_is_none(server, settings):
    server.rebuild([[entry(1)]], lambda keys: Changes())
    settings.SECRET_KEY = "another"
    other = engine_of_settings()
    assert other.outdated()
    assert not other.healthy()
    assert ids(server) == [1]
    with pytest.raises(Unavailable):
        ids(other)
    other.rebuild([[entry(2)]], lambda keys: Changes())
    assert ids(other) == [2]
    assert not server.healthy()


@pytest.mark.gate
def test_an_index_read_otherwise_is_outdated_but_answers(server, monkeypatch):
    server.rebuild([[entry(1)]], lambda keys: Changes())
    monkeypatch.setitem(server._indices._meta, "analysis", "another")
    assert server.outdated()
    assert server.healthy()
    assert ids(server) == [1]


@pytest.mark.gate
def test_two_writers_keep_each_other_out(server, settings):
    other = ElasticsearchEngine(
        [settings.ELASTICSEARCH_URL], settings.ELASTICSEARCH_INDEX, settings.SECRET_KEY
    )
    with server.exclusive(wait=False) as first:
        assert first
        with other.exclusive(wait=False) as second:
            assert not second
    with other.exclusive(wait=False) as again:
        assert again


@pytest.mark.gate
def test_a_writer_who_slept_too_long_cannot_undo_what_came_after(
    server, settings, monkeypatch
):
    monkeypatch.setattr("search.engines.elasticsearch.leases.SECONDS", 0.1)
    other = ElasticsearchEngine(
        [settings.ELASTICSEARCH_URL], settings.ELASTICSEARCH_INDEX, settings.SECRET_KEY
    )
    with server.exclusive(wait=True):
        time.sleep(0.15)
        with other.exclusive(wait=True):
            other.write(Changes([entry(1, "Garden")]), applied=2)
        with pytest.raises(Unavailable):
            server.write(Changes([entry(1, "School")]), applied=1)
        # Nor does it get through who does not look at the lease.
        monkeypatch.setattr(Leases, "renew", lambda self: None)
        with pytest.raises(Unavailable):
            server.write(Changes([entry(1, "School")]), applied=1)
        with pytest.raises(Unavailable):
            server.write(Changes(), applied=1)
    assert (ids(server), ids(server, asking("garden"))) == ([], [1])
    assert server.applied() == 2


@pytest.mark.gate
@pytest.mark.django_db
def test_nothing_that_is_typed_breaks_the_server(elasticsearch):
    make_practice(title="Školy pre všetkých", languages=("sk", "en", "ar"))
    actions.reindex()
    for q in HOSTILE:
        assert not find(q, language="sk", filters={"a.*=|b": [q[:99]]}).degraded
        assert isinstance(matching_ids("practice", q, "ar"), list)


@pytest.mark.gate
def test_a_busy_server_is_asked_again_for_what_it_refused(server, monkeypatch):
    perform, asked = Transport.perform_request, []

    def busy(self, method, target, **options):
        answer = perform(self, method, target, **options)
        if "_bulk" in target:
            items = answer.body["items"]
            asked.append(len(items))
            if len(asked) == 1:
                refused = {"status": 429, "error": {"type": "es_rejected_execution"}}
                (action,) = items[1]
                items[1] = {action: {**items[1][action], **refused}}
                answer.body["errors"] = True
        return answer

    monkeypatch.setattr(storing, "FIRST_PAUSE", 0.1)
    monkeypatch.setattr(Transport, "perform_request", busy)
    started = time.monotonic()
    with server.exclusive(wait=True):
        server.write(Changes([entry(n) for n in range(3)]), applied=7)
    assert asked == [3, 1]
    assert time.monotonic() - started > 0.1
    assert (sorted(ids(server)), server.applied()) == ([0, 1, 2], 7)
