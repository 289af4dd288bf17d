"""What pages ask of the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from elasticsearch.dsl import Q, Search

from search.engines.base import BOUNDARY, Contents, Found, Key, Present, Question
from search.engines.keeping import Kept

from .asking import DOCUMENTS, Asking, thing_of
from .connection import Connection, Missing
from .hashing import Hashing
from .paging import WINDOW, Answer, Hit, ask, every_hit
from .storing import id_of, key_of, state

T = TypeVar("T")

MOST_LANGUAGES = 1_000
MOST_KINDS = 100
FEW = 500
"""Documents or tokens that one request asks for."""


class Reader:
    """The index under one alias."""

    name = "Elasticsearch"

    def __init__(self, connection: Connection, alias: str, hashing: Hashing) -> None:
        self._connection = connection
        self._alias = alias
        self._hashing = hashing
        self._kept = Kept(most=1)

    def stamp(self) -> str:
        return str(self._state()["stamp"])

    def applied(self) -> int:
        return int(self._state()["applied"])

    def present(self) -> Present:
        stamp = self.stamp()
        return Present(stamp, self._kept.answer(stamp, "languages", self._languages))

    def _languages(self) -> list[str]:
        search = Search().query(DOCUMENTS).extra(size=0)
        search.aggs.bucket("of", "terms", field="language", size=MOST_LANGUAGES)
        found = self._ask(search)["aggregations"]["of"]["buckets"]
        return sorted(one["key"] for one in found)

    def contents(self) -> Contents:
        search = Search().query(DOCUMENTS).extra(size=0)
        kinds = search.aggs.bucket("of", "terms", field="kind", size=MOST_KINDS)
        kinds.bucket("in", "terms", field="language", size=MOST_LANGUAGES)
        found = self._ask(search)["aggregations"]["of"]["buckets"]
        return Contents(
            {
                (kind["key"], one["key"]): one["doc_count"]
                for kind in found
                for one in kind["in"]["buckets"]
            },
            self._analysis(),
        )

    def search(
        self, question: Question, offset: int, limit: int | None, *, counts: bool = True
    ) -> Found:
        size = WINDOW - offset if limit is None else limit
        first = (offset, size) if 0 <= size <= WINDOW - offset else (0, 0)
        asking = Asking(question, self._hashing)
        answer = self._ask(asking.page(*first, counts=counts))
        if not _matched(answer) and asking.can_ask_for_any():
            any_word = replace(asking, all_words=False)
            found = self._ask(any_word.page(*first, counts=counts))
            if _matched(found):
                asking, answer = any_word, found
        total = asking.total(answer)
        rest = max(0, total - offset)
        wanted = rest if limit is None else min(limit, rest)
        hits = answer["hits"]["hits"]
        if len(hits) < wanted:
            every = asking.once(self._every(asking.hits()))
            hits = islice(every, offset, offset + wanted)
        return Found(
            keys=[*map(key_of, self._shown(asking, hits))],
            total=total,
            facets=asking.facets(answer) if counts else {},
            all_words=asking.all_words,
        )

    def texts_beside(self, keys: Iterable[Key]) -> frozenset[Key]:
        found: set[Key] = set()
        for some in few(map(id_of, keys)):
            search = Search().query("ids", values=some).source(["thing"])
            hits = self._ask(search.extra(size=FEW))["hits"]["hits"]
            things = [hit["_source"]["thing"] for hit in hits]
            search = Search().filter("terms", thing=things).source(False)
            hits = self._ask(search.extra(size=WINDOW))["hits"]["hits"]
            found.update(key_of(hit["_id"]) for hit in hits)
        return frozenset(found)

    def _shown(self, asking: Asking, hits: Iterable[Hit]) -> list[str]:
        """Return the id of the text by which each hit is shown.

        Among the best, a thing's first text is the reader's own; not among the newest.
        """
        if not (asking.question.things and asking.question.newest):
            return [hit["_id"] for hit in hits]
        firsts = {thing_of(hit): hit["_id"] for hit in hits}
        own: dict[str, str] = {}
        for some in few(firsts):
            found = self._ask(asking.in_own_language(some))["hits"]["hits"]
            own |= {thing_of(hit): hit["_id"] for hit in found}
        return [own.get(thing, first) for thing, first in firsts.items()]

    def tokens(self, forms: Iterable[str]) -> list[str]:
        return self._hashing(forms)

    def held(self, keys: Iterable[Key]) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for some in few(map(id_of, keys)):
            for document in self._documents(some):
                forms = document["form"].split()
                found.setdefault(document["language"], set()).update(forms)
        no_word = set(self._hashing([BOUNDARY]))
        return {language: frozenset(all_ - no_word) for language, all_ in found.items()}

    def common(self, language: str, tokens: Iterable[str]) -> frozenset[str]:
        found: set[str] = set()
        for some in few(tokens):
            search = Search().filter("term", language=language).extra(size=0)
            each = {token: Q("term", form=token) for token in some}
            search.aggs.bucket("of", "filters", filters=each)
            counted = self._ask(search)["aggregations"]["of"]["buckets"]
            found |= {token for token in some if counted[token]["doc_count"] > 1}
        return frozenset(found)

    def digests(self) -> Iterator[tuple[Key, str]]:
        search = Search().query(DOCUMENTS).source(["digest"]).sort("_shard_doc")
        for hit in self._every(search):
            yield key_of(hit["_id"]), hit["_source"]["digest"]

    def _state(self) -> Mapping[str, Any]:
        with self._connection.reading() as client:
            return state(client, self._alias)

    def _analysis(self) -> str:
        with self._connection.reading() as client:
            (found,) = client.indices.get_mapping(index=self._alias).body.values()
        return str(found["mappings"]["_meta"]["analysis"])

    def _documents(self, ids: list[str]) -> Iterator[Mapping[str, Any]]:
        with self._connection.reading() as client:
            answer = client.mget(
                index=self._alias, ids=ids, source_includes=["language", "form"]
            )
        for document in answer["docs"]:
            if "error" in document:
                raise Missing("The search server holds no index: reindex.")
            if document["found"]:
                yield document["_source"]

    def _ask(self, search: Search) -> Answer:
        with self._connection.reading() as client:
            return ask(client, search, index=self._alias)

    def _every(self, search: Search) -> Iterator[Hit]:
        with self._connection.writing() as client:
            yield from every_hit(client, self._alias, search)


def few(some: Iterable[T]) -> Iterator[list[T]]:
    """Yield these in lists that are not too long for one request."""
    rest = iter(some)
    while part := list(islice(rest, FEW)):
        yield part


def _matched(answer: Answer) -> bool:
    return bool(answer["aggregations"]["matched"]["doc_count"])
