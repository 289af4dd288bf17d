"""Questions to an embedded index, in SQL."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import apsw

from . import matching
from .base import BOUNDARY, Asked, Facets, Found, Key, Question
from .shelves import KIND_OF, LANGUAGE_OF, Shelf, shelf_of

HITS = """
CREATE TEMP TABLE hit (
    doc INTEGER PRIMARY KEY,
    thing INTEGER NOT NULL DEFAULT 0,
    score REAL NOT NULL DEFAULT 0,
    missed INTEGER NOT NULL DEFAULT 0
);
"""
SCORE = "bm25(fts, 0.5, 1.0, 1.0, 0.0)"
"""The weights of form, lemma, stem and meta; measured on 3,000 inflected queries."""

MATCH = f"""
INSERT INTO hit (doc, thing, score)
SELECT doc.id, doc.thing, iif(asked.value ->> 3, {SCORE}, 0)
FROM json_each(?) AS asked CROSS JOIN fts CROSS JOIN doc ON doc.id = fts.rowid
WHERE fts MATCH asked.value ->> 0
AND fts.rowid BETWEEN asked.value ->> 1 AND asked.value ->> 2
"""  # noqa: S608
"""All languages in one statement, each with its expression and its shelf, and whether
what it finds is rated at once."""

RATE = f"""
INSERT INTO hit (doc, score)
SELECT fts.rowid, {SCORE}
FROM json_each(?) AS asked CROSS JOIN fts
CROSS JOIN hit ON hit.doc = fts.rowid AND missed = 0
WHERE fts MATCH asked.value ->> 0
AND fts.rowid BETWEEN asked.value ->> 1 AND asked.value ->> 2
ON CONFLICT DO UPDATE SET score = excluded.score
"""  # noqa: S608
"""Only what is shown is rated, and by its words alone: FTS5 walks the whole list of
every part of a question, and the list of a concept is long.
"""

EVERYTHING = """
INSERT INTO hit (doc, thing) SELECT id, thing FROM doc WHERE kind = ifnull(?, kind)
"""
LEFT = """
SELECT key FROM json_each(?) AS place WHERE EXISTS (
    SELECT 1 FROM hit
    WHERE missed = 0 AND doc BETWEEN place.value ->> 0 AND place.value ->> 1
)
"""
LEAVE_OUT = """
DELETE FROM hit WHERE doc IN (SELECT id FROM doc WHERE kind = ? AND object_id = ?)
"""
MISS = """
UPDATE hit SET missed = missed | :bit WHERE NOT EXISTS (
    SELECT 1 FROM facet WHERE doc = hit.doc AND value IN (
        SELECT id FROM value WHERE facet = :facet
        AND name IN (SELECT value FROM json_each(:names))
    )
)
"""
MISS_OF_SHELF = """
UPDATE hit SET missed = missed | :bit WHERE {id} NOT IN (
    SELECT id FROM number WHERE name IN (SELECT value FROM json_each(:names))
)
"""
BEYOND = "DELETE FROM hit WHERE missed & (missed - 1)"
"""What misses two filters neither is shown nor counts for any facet."""

BEST = """
SELECT kind, object_id FROM hit JOIN doc ON doc.id = hit.doc WHERE missed = 0
ORDER BY language <> ?, score, date IS NULL, date DESC, doc.id LIMIT ? OFFSET ?
"""
NEWEST = """
SELECT kind, object_id FROM hit JOIN doc ON doc.id = hit.doc WHERE missed = 0
ORDER BY date IS NULL, date DESC, language <> ?, doc.id LIMIT ? OFFSET ?
"""
_ONCE = """
WITH text AS (
    SELECT kind, object_id, id, hit.thing, language <> ? AS other, score, date
    FROM hit CROSS JOIN doc ON doc.id = hit.doc WHERE missed = 0
), placed AS (
    SELECT other, score, date, id, row_number() OVER leading AS place,
    first_value(kind) OVER shown AS kind, first_value(object_id) OVER shown AS object_id
    FROM text WINDOW
    leading AS (PARTITION BY thing ORDER BY {first}),
    shown AS (PARTITION BY thing ORDER BY other, {first})
)
SELECT kind, object_id FROM placed WHERE place = 1 ORDER BY {first} LIMIT ? OFFSET ?
"""
BEST_THINGS = _ONCE.format(first="other, score, date IS NULL, date DESC, id")
NEWEST_THINGS = _ONCE.format(first="date IS NULL, date DESC, other, id")
ORDERS: Mapping[tuple[bool, bool], str] = {
    (False, False): BEST,
    (False, True): BEST_THINGS,
    (True, False): NEWEST,
    (True, True): NEWEST_THINGS,
}
"""By whether the newest come first, and whether each thing stands there once."""

OF_SHELF: Mapping[str, str] = {"kind": KIND_OF, "language": LANGUAGE_OF}
"""The facets that a document's id tells: no other row has to be read for them."""

NUMBER: Mapping[bool, str] = {False: "count(*)", True: "count(DISTINCT thing)"}
"""By whether texts of one thing count once."""

TOTAL = "SELECT {count} FROM hit WHERE missed = 0"
TWO_OF_ONE = "SELECT count(*) > count(DISTINCT thing) FROM hit"
COUNTS = """
SELECT facet, name, number FROM (
    SELECT facet.value AS id, {count} AS number
    FROM hit CROSS JOIN facet ON facet.doc = hit.doc WHERE missed = 0
    GROUP BY facet.value
) JOIN value USING (id) ORDER BY number DESC, name
"""
COUNTS_OF_CHOSEN = """
SELECT name, {count} AS number
FROM hit CROSS JOIN facet ON facet.doc = hit.doc JOIN value ON value.id = facet.value
WHERE missed IN (0, :bit) AND facet = :facet
GROUP BY value.id ORDER BY number DESC, name
"""
COUNTS_OF_SHELF = """
SELECT name, number FROM (
    SELECT {id} AS id, {count} AS number FROM hit WHERE missed IN (0, :bit) GROUP BY 1
) JOIN number USING (id) ORDER BY number DESC, name
"""
"""A document that misses one facet's choice alone counts for that facet's values."""

BESIDE = """
SELECT kind, object_id FROM doc WHERE thing IN (
    SELECT thing FROM doc WHERE kind = ? AND object_id = ?
)
"""

FORMS = """
SELECT language, form FROM doc JOIN fts ON fts.rowid = doc.id
WHERE kind = ? AND object_id = ?
"""
IN_TWO = """
SELECT wanted.key FROM json_each(?) AS wanted WHERE 1 < (
    SELECT count(*) FROM (
        SELECT 1 FROM fts
        WHERE fts MATCH wanted.value AND rowid BETWEEN ? AND ? LIMIT 2
    )
)
"""
"""Many words in one statement: a statement each takes three times as long."""

LANGUAGES = """
WITH RECURSIVE present (language) AS (
    SELECT min(language) FROM doc UNION ALL
    SELECT (SELECT min(language) FROM doc WHERE language > present.language)
    FROM present WHERE present.language IS NOT NULL
)
SELECT language FROM present WHERE language IS NOT NULL
"""
"""One step a language; DISTINCT would read every row."""


Bindings = Sequence[Any] | Mapping[str, Any]


def rows(connection: apsw.Connection, sql: str, bindings: Bindings = ()) -> list[Any]:
    return connection.execute(sql, bindings).fetchall()


def one(connection: apsw.Connection, sql: str, bindings: Sequence[Any] = ()) -> Any:
    return rows(connection, sql, bindings)[0][0]


def state(connection: apsw.Connection, key: str) -> str:
    return str(one(connection, "SELECT value FROM state WHERE key = ?", (key,)))


def numbers(connection: apsw.Connection) -> dict[tuple[str, str], int]:
    """Return kind and language → how many documents."""
    found = rows(connection, "SELECT kind, language, count(*) FROM doc GROUP BY 1, 2")
    return {(kind, language): count for kind, language, count in found}


def languages(connection: apsw.Connection) -> list[str]:
    return [language for (language,) in rows(connection, LANGUAGES)]


def answer(
    connection: apsw.Connection,
    question: Question,
    offset: int,
    limit: int | None,
    counted: bool,
) -> Found:
    asked = question.asked or {}
    places = shelves(connection, asked, question.kind)
    at_once = rated_at_once(question)
    all_words = collect(connection, question, places, at_once)
    bits = mark_missed(connection, question.filters)
    if places and not question.newest and not (at_once and all_words):
        rate(connection, asked, places, all_words)
    # Where each hit is of another thing, as in one language, texts are told sooner.
    things = question.things and bool(one(connection, TWO_OF_ONE))
    count = NUMBER[things]
    return Found(
        keys=best(connection, replace(question, things=things), offset, limit),
        total=one(connection, TOTAL.format(count=count)),
        facets=counts(connection, count, bits) if counted else {},
        all_words=all_words,
    )


def choices(question: Question) -> Hashable:
    """Return what tells a question without words from others."""
    filters = ((name, tuple(values)) for name, values in question.filters.items())
    return (
        question.language,
        tuple(filters),
        question.kind,
        question.without,
        question.newest,
        question.things,
    )


def collect(
    connection: apsw.Connection,
    question: Question,
    places: Mapping[str, Shelf],
    at_once: Container[str],
) -> bool:
    """Fill `hit`; return False if it took any word because no document had all.

    Hits in the languages `at_once` that have all words get their score as well.
    """
    connection.execute("DELETE FROM hit")
    if question.asked is None:
        connection.execute(EVERYTHING, (question.kind,))
        connection.executemany(LEAVE_OUT, question.without)
        return True
    asked = {language: question.asked[language] for language in places}
    joins: list[tuple[matching.Join, Container[str]]] = [("AND", at_once)]
    if any(map(matching.any_finds_more, asked.values())):
        joins.append(("OR", ()))
    for joined_by, rated in joins:
        said = {
            language: matching.expression(words, joined_by, rated=language in rated)
            for language, words in asked.items()
        }
        connection.execute(MATCH, (_in_places(said, places, rated),))
        connection.executemany(LEAVE_OUT, question.without)
        if one(connection, "SELECT EXISTS (SELECT 1 FROM hit)"):
            return joined_by == "AND"
    return True


def rated_at_once(question: Question) -> Collection[str]:
    """Return the languages of all hits that are shown, if they are best rated at once.

    With other choices many hits are not shown.
    """
    asked = question.asked or {}
    if question.newest or question.filters.keys() - {"language"}:
        return ()
    if not all(map(matching.is_words_alone, asked.values())):
        return ()
    return question.filters.get("language", asked)


def rate(
    connection: apsw.Connection,
    asked: Mapping[str, Asked],
    places: Mapping[str, Shelf],
    all_words: bool,
) -> None:
    """Give what is left in `hit` its score."""
    join: matching.Join = "AND" if all_words else "OR"
    left = {key for (key,) in rows(connection, LEFT, (json.dumps(places),))}
    some = {language: matching.rated(asked[language], join) for language in left}
    said = {language: words for language, words in some.items() if words}
    connection.execute(RATE, (_in_places(said, places),))


def _in_places(
    said: Mapping[str, str], places: Mapping[str, Shelf], rated: Container[str] = ()
) -> str:
    """Return expressions as JSON, each with its shelf and whether it is rated."""
    return json.dumps(
        [(words, *places[code], code in rated) for code, words in said.items()]
    )


def named_numbers(connection: apsw.Connection) -> dict[str, int]:
    """Return the number of each language and kind, by which shelves are found."""
    return dict(rows(connection, "SELECT name, id FROM number"))


def shelves(
    connection: apsw.Connection, languages: Iterable[str], kind: str | None = None
) -> dict[str, Shelf]:
    """Return where the documents of each language, and of the kind, stand."""
    numbers = named_numbers(connection)
    if kind and kind not in numbers:
        return {}
    return {
        language: shelf_of(numbers[language], numbers[kind] if kind else None)
        for language in languages
        if language in numbers
    }


def mark_missed(
    connection: apsw.Connection, filters: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """Note in `hit` which filters each document fails; return the filters' bits."""
    bits = {facet: 1 << number for number, facet in enumerate(filters)}
    for facet, names in filters.items():
        asked = {"bit": bits[facet], "facet": facet, "names": json.dumps(list(names))}
        if facet in OF_SHELF:
            connection.execute(MISS_OF_SHELF.format(id=OF_SHELF[facet]), asked)
        else:
            connection.execute(MISS, asked)
        connection.execute(BEYOND)
    return bits


def best(
    connection: apsw.Connection, question: Question, offset: int, limit: int | None
) -> list[Key]:
    """Return the keys of one page, in the order of the question."""
    order = ORDERS[question.newest, question.things]
    most = -1 if limit is None else limit
    found = rows(connection, order, (question.language, most, offset))
    return [Key(kind, object_id) for kind, object_id in found]


def counts(connection: apsw.Connection, count: str, bits: Mapping[str, int]) -> Facets:
    """Return the values of each facet in what is found but for its own choice."""
    facets: Facets = {}
    for facet, name, number in rows(connection, COUNTS.format(count=count)):
        facets.setdefault(facet, []).append((name, number))
    for facet in {*OF_SHELF, *bits}:
        bit = bits.get(facet, 0)
        if facet in OF_SHELF:
            sql = COUNTS_OF_SHELF.format(id=OF_SHELF[facet], count=count)
            facets[facet] = rows(connection, sql, {"bit": bit})
        else:
            sql = COUNTS_OF_CHOSEN.format(count=count)
            facets[facet] = rows(connection, sql, {"bit": bit, "facet": facet})
    return {facet: values for facet, values in facets.items() if values}


def beside(connection: apsw.Connection, keys: Iterable[Key]) -> frozenset[Key]:
    """Return all texts of the things of which these are texts."""
    return frozenset(Key(*row) for key in keys for row in rows(connection, BESIDE, key))


def held(connection: apsw.Connection, keys: Iterable[Key]) -> dict[str, frozenset[str]]:
    """Return the forms of these documents, by their language."""
    found: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        for language, forms in rows(connection, FORMS, key):
            found[language].update(forms.split())
    return {language: frozenset(some - {BOUNDARY}) for language, some in found.items()}


def common(
    connection: apsw.Connection, language: str, forms: Iterable[str]
) -> frozenset[str]:
    """Return which forms stand in two or more documents of a language."""
    wanted = list(forms)
    asked = json.dumps([matching.with_form(form) for form in wanted])
    return frozenset(
        wanted[number]
        for place in shelves(connection, [language]).values()
        for (number,) in rows(connection, IN_TWO, (asked, *place))
    )
