"""A real index file for each test."""

from __future__ import annotations

import pytest

from search import kinds
from search.documents import entry_of
from search.engines.base import Changes, Question
from search.engines.embedded import EmbeddedEngine
from search.kinds import SearchDocument
from search.queries import Query


@pytest.fixture(autouse=True)
def index_path(settings, tmp_path):
    settings.SEARCH_INDEX = tmp_path / "search.sqlite3"
    return settings.SEARCH_INDEX


@pytest.fixture(autouse=True)
def _practices_alone(monkeypatch):
    """Other rooms bring rows of their own; here the practices stand for all."""
    monkeypatch.setattr(kinds, "_kinds", {"practice": kinds.get("practice")})


def pytest_generate_tests(metafunc):
    """Ask of both engines what each promises; a real server is for the gate."""
    of_every_engine = metafunc.definition.path.name == "test_engine.py"
    if of_every_engine and "engine" in metafunc.fixturenames:
        server = pytest.param("elasticsearch", marks=pytest.mark.gate)
        metafunc.parametrize("engine", ["embedded", server], indirect=True)


@pytest.fixture
def engine(request, index_path):
    """An empty index."""
    if getattr(request, "param", "embedded") == "embedded":
        engine = EmbeddedEngine(index_path)
    else:
        engine = request.getfixturevalue(request.param)
    engine.rebuild([], lambda keys: Changes())
    return engine


@pytest.fixture
def keep(engine):
    """Write documents into the index, one per call."""

    def keep(object_id, title, language="en", **fields):
        document = make_document(object_id, title, language, **fields)
        engine.write(Changes([entry_of(document)]), applied=0)

    return keep


@pytest.fixture
def ask(engine):
    """Return the ids that a reader finds."""

    def ask(q, own="en", **filters):
        found = engine.search(question(engine, q, own, **filters), 0, None)
        return [key.object_id for key in found.keys]

    return ask


def make_document(object_id, title, language="en", **fields):
    facets = fields.pop("facets", {})
    return SearchDocument(
        facets=lambda: facets,
        **{
            "kind": "note",
            "object_id": object_id,
            "language": language,
            "title": title,
            "summary": "",
            "text": "",
            **fields,
        },
    )


def question(engine, q, own="en", /, named=(), **filters):
    query = Query(q)
    asked = query.in_languages(engine.present().languages, named) if query else None
    return Question(asked, own, filters)


def keys(engine, q, own="en", **filters):
    return engine.search(question(engine, q, own, **filters), 0, None).keys
