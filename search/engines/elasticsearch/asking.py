"""Questions in the server's language, and its answers in ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Bool, MatchNone, Query

from search.engines.base import Asked, Facets, Question, Term, Word

from .hashing import Hashing
from .paging import Answer, Hit
from .storing import facet, id_of

MOST_VALUES = 10_000
"""Different values of all facets together; the server makes no more anyway."""

EXACT_IN_ALL, EXACT_OF_A_VALUE = 40_000, 3_000
"""Things that are counted nearly exactly, then to one in a hundred.

The first is the most that the server offers, and costs it 256 KB; the second, 16 KB for
every value of a facet.
"""

DOCUMENTS = Q("exists", field="kind")
"""The index also keeps its state and, while it is built, notes of what changed."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question for the server; each word is asked for by its hash."""

    question: Question
    hashed: Hashing
    all_words: bool = True

    def page(self, offset: int, size: int, *, counts: bool) -> Search:
        """Return the request for hits, totals and, with `counts`, facets."""
        search = self.hits()[offset : offset + size].extra(track_total_hits=True)
        # Of all hits, before the filters: whether any document has all words.
        search.aggs.bucket("matched", "filter", filter=Q("match_all"))
        fits, things = self._fits(), self.question.things
        if things:
            search = search.collapse("thing")
            fitting = search.aggs.bucket("fit", "filter", filter=_all_of(fits.values()))
            _distinct(fitting, EXACT_IN_ALL)
        if counts:
            _count(search, "rest", _all_of(fits.values()), things=things)
            for number, name in enumerate(fits):
                others = (fit for other, fit in fits.items() if other != name)
                _count(search, f"own{number}", _all_of(others), name, things=things)
        return search

    def hits(self) -> Search:
        """Return the request for hits alone, each with its thing."""
        search = Search().query(self._matching()).sort(*self._order()).source(False)
        search = search.extra(docvalue_fields=["thing"])
        return search.post_filter(_all_of(self._fits().values()))

    def in_own_language(self, things: list[str]) -> Search:
        """Return the request for the reader's own texts of these things that fit."""
        own = self.hits().filter("term", language=self.question.language)
        found = own.filter("terms", thing=things).collapse("thing")
        return found[: len(things)]

    def once(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Yield the first hit of each thing, or every hit where texts are asked for."""
        seen = set()
        for hit in hits:
            thing = thing_of(hit)
            if thing not in seen or not self.question.things:
                seen.add(thing)
                yield hit

    def total(self, answer: Answer) -> int:
        """Return how many things, or texts, fit."""
        if self.question.things:
            return _number(answer["aggregations"]["fit"])
        return int(answer["hits"]["total"]["value"])

    def facets(self, answer: Answer) -> Facets:
        """Return the counts; those of a filtered facet ignore its own choice."""
        counted = answer["aggregations"]
        rest = _by_name(counted["rest"])
        own: Facets = {}
        for number, name in enumerate(self.question.filters):
            rest.pop(name, None)
            own |= _by_name(counted[f"own{number}"])
        return rest | own

    def can_ask_for_any(self) -> bool:
        """Tell whether some language has words of which any would do."""
        asked = (self.question.asked or {}).values()
        return any(one.terms for one in asked)

    def _fits(self) -> dict[str, Query]:
        return {
            name: Q("terms", facets=[facet(name, value) for value in values])
            for name, values in self.question.filters.items()
        }

    def _order(self) -> list[Any]:
        own = {"order": "desc", "missing": 0, "unmapped_type": "byte"}
        best: list[Any] = [{f"of.{self.question.language}": own}, "_score"]
        date = [{"day": "desc"}]
        first = date + best if self.question.newest else best + date
        return [*first, "object_id", "kind"]

    def _matching(self) -> Query:
        question = self.question
        among = [DOCUMENTS, *([Q("term", kind=question.kind)] if question.kind else [])]
        wanted = []
        if question.asked is not None:
            read = question.asked.items()
            wanted = [_any_of(self._in_language(*one) for one in read)]
        without = [id_of(key) for key in question.without]
        return Bool(must=wanted, filter=among, must_not=[Q("ids", values=without)])

    def _in_language(self, language: str, asked: Asked) -> Query:
        terms = [self._term(term) for term in asked.terms]
        if terms and not self.all_words:
            terms = [_any_of(terms)]
        return Bool(
            must=[*terms, *map(self._phrase, asked.phrases)],
            filter=[Q("term", language=language)],
            must_not=[self._word(word, "form", "lemma") for word in asked.excluded],
        )

    def _term(self, term: Term) -> Query:
        words = list(map(self._word, term.words))
        wanted = Bool(must=words) if self.all_words else _any_of(words)
        if not term.concepts:
            return wanted
        # What is about it comes after what says it: a word weighs more than nothing.
        about = Q("terms", concepts=list(term.concepts), boost=0)
        return _any_of([wanted, about])

    def _word(self, word: Word, *columns: str) -> Query:
        keys = {"form": word.forms, "lemma": word.lemmas, "stem": word.stems}
        return _any_of(
            self._match("match", column, keys[column])
            for column in columns or keys
            if keys[column]
        )

    def _phrase(self, forms: Sequence[str]) -> Query:
        return self._match("match_phrase", "form", forms)

    def _match(self, kind: str, column: str, words: Iterable[str]) -> Query:
        return Q(kind, **{column: {"query": self.hashed.text(words)}})


def thing_of(hit: Hit) -> str:
    (thing,) = hit["fields"]["thing"]
    return str(thing)


def _all_of(queries: Iterable[Query]) -> Query:
    return Bool(filter=list(queries))


def _any_of(queries: Iterable[Query]) -> Query:
    """Return what fits one of these at least; nothing where there are none."""
    some = list(queries)
    return Bool(should=some, minimum_should_match=1) if some else MatchNone()


def _count(
    search: Search, name: str, among: Query, of: str | None = None, *, things: bool
) -> None:
    """Count the values of one facet, or of all, in what fits `among`."""
    only = {} if of is None else {"include": f"{_literal(facet(of, ''))}.*"}
    values = search.aggs.bucket(name, "filter", filter=among).bucket(
        "values", "terms", field="facets", size=MOST_VALUES, **only
    )
    if things:
        _distinct(values, EXACT_OF_A_VALUE)


def _distinct(bucket: Any, exact_until: int) -> None:
    """Let the server count the things of a bucket beside its texts."""
    about = {"field": "thing", "precision_threshold": exact_until}
    bucket.metric("things", "cardinality", **about)


def _number(bucket: Answer) -> int:
    """Return how many things a bucket has, or texts where they were not counted."""
    return int(bucket["things"]["value"] if "things" in bucket else bucket["doc_count"])


def _literal(text: str) -> str:
    """Return text as Lucene's regular expressions read it letter by letter."""
    return re.sub(r"[^\w]", r"\\\g<0>", text)


def _by_name(counted: Answer) -> Facets:
    """Return counts by facet, the most frequent values first."""
    facets: Facets = {}
    values = ((one["key"], _number(one)) for one in counted["values"]["buckets"])
    for value, count in sorted(values, key=lambda one: (-one[1], one[0])):
        name, _equals, own = value.partition("=")
        facets.setdefault(name, []).append((own, count))
    return facets
