"""Both engines find the same, in nearly the same order."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import accumulate, product

import pytest

from search.engines.base import (
    BOUNDARY,
    Asked,
    Changes,
    Entry,
    Key,
    Question,
    Term,
    Word,
)
from search.engines.embedded import EmbeddedEngine

pytestmark = pytest.mark.gate

DOCUMENTS, QUESTIONS = 2_000, 600
LANGUAGES = ["en", "de", "el", "ar"]
THEMES = [f"theme-{number}" for number in range(12)]
COUNTRIES = ["DE", "AT", "GR", "IT"]
ROOTS = ["".join(x) for x in product("bdfgklm", "aeiou", "nprstv", "aeiou")]
ENDINGS = ["", "a", "en", "is"]
WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(ROOTS) + 1)))
"""Some words are frequent and most are rare, as in real texts."""


def words(chance, language, number):
    # What is frequent in one language is rare in another.
    turned = LANGUAGES.index(language) * 300
    known = ROOTS[turned:] + ROOTS[:turned]
    roots = chance.choices(known, cum_weights=WEIGHTS, k=number)
    return [(root + chance.choice(ENDINGS), root, root[:3]) for root in roots]


def make_entry(chance, object_id):
    language = chance.choice(LANGUAGES)
    title = words(chance, language, 5)
    text = words(chance, language, chance.randrange(30, 120))
    tokens = [*title, (BOUNDARY,) * 3] * 3 + text
    themes = chance.sample(THEMES, chance.randrange(4))
    forms, lemmas, stems = zip(*tokens, strict=True)
    day = date(2020, 1, 1) + timedelta(days=chance.randrange(900))
    return Entry(
        Key(chance.choice(["note", "story"]), object_id),
        language,
        chance.choice([day, day, None]),
        {"theme": themes, "country": [chance.choice(COUNTRIES)]},
        forms,
        lemmas,
        stems,
        digest=str(object_id),
        thing=str(object_id // 4),
        concepts=themes,
    )


def make_question(chance, entries):
    language = chance.choice(LANGUAGES)

    def word():
        if chance.random() < 0.08:
            return Word(("nowhere",), (), ())
        return Word(*((key,) for key in words(chance, language, 1)[0]))

    def term():
        concepts = tuple(chance.sample(THEMES, chance.choice([0, 0, 0, 2])))
        return Term(tuple(word() for _ in range(chance.choice([1, 1, 2]))), concepts)

    def phrase():
        forms = chance.choice(entries).forms
        start = chance.randrange(len(forms) - 2)
        return tuple(forms[start : start + 2])

    asked = Asked(
        [term() for _ in range(chance.choice([0, 1, 2, 2, 3]))],
        [phrase()] if chance.random() < 0.15 else [],
        [word()] if chance.random() < 0.15 else [],
    )
    filters = {
        "theme": chance.sample(THEMES, 3),
        "country": chance.sample(COUNTRIES, 2),
        "language": chance.sample(LANGUAGES, 2),
    }
    chosen = chance.sample(sorted(filters), chance.choice([0, 0, 1, 2]))
    return Question(
        dict.fromkeys({language, *chance.sample(LANGUAGES, 2)}, asked),
        language,
        {name: filters[name] for name in chosen},
        kind=chance.choice([None, None, "note"]),
        without=frozenset(e.key for e in chance.sample(entries, 3)),
        newest=chance.random() < 0.1,
        things=chance.random() < 0.5,
    )


def test_both_engines_find_the_same(elasticsearch, index_path):
    chance = random.Random(7)
    entries = [make_entry(chance, number) for number in range(1, DOCUMENTS + 1)]
    embedded = EmbeddedEngine(index_path)
    for engine in (embedded, elasticsearch):
        engine.rebuild([entries], lambda keys: Changes())
    things = {entry.key: entry.thing for entry in entries}
    shares, found_any = [], 0
    for _ in range(QUESTIONS):
        question = make_question(chance, entries)
        one = embedded.search(question, 0, None)
        other = elasticsearch.search(question, 0, None)
        # Which text of a thing in other languages comes first is a matter of order.
        first, second = (
            [things[key] if question.things else key for key in found.keys]
            for found in (one, other)
        )
        assert set(first) == set(second), question
        assert (one.total, one.all_words) == (other.total, other.all_words), question
        assert one.facets == other.facets, question
        found_any += not one.all_words
        if one.total > 10:
            shares.append(len({*first[:10]} & {*second[:10]}) / 10)
    assert found_any > 40
    assert len(shares) > 200
    overlap = sum(shares) / len(shares)
    assert overlap >= 0.9
    dates = {entry.key: (entry.language == "de", entry.date) for entry in entries}
    latest = {
        key: max(e.date or date.min for e in entries if e.thing == thing)
        for key, thing in things.items()
    }
    for newest, of_things in product((False, True), repeat=2):
        question = Question(None, "de", newest=newest, things=of_things)
        places = latest if newest and of_things else dates
        everything = [
            [places[key] for key in engine.search(question, 0, 50).keys]
            for engine in (embedded, elasticsearch)
        ]
        assert everything[0] == everything[1]
    assert not elasticsearch.search(Question({}, "de"), 0, 50).keys
