"""Published practices of 200 words, as real rows of the measured copy.

Not a measurement itself. Texts are made of each language's own words, which are
distributed as in real texts (Zipf).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

import marisa_trie

from editorial.models import locale_of
from languages.registry import BY_CODE, CODES
from practices.models import Practice, PracticeText
from search import kinds
from search.analysis.dictionaries import SEPARATOR, lists_in, path_of
from search.kinds import SearchDocument
from vocabulary.models import Concept, Kind

WORDS, IN_TITLE, IN_SUMMARY = 200, 6, 20
VOCABULARY = 4_000
COMMON = 300
"""Readers type words of these ranks; two of them stand together in some documents."""
COUNTRIES = ("DE", "AT", "GR", "IT", "FR", "ES", "SE", "PL")
BATCH = 1_000
NEWEST = datetime(2026, 11, 1, tzinfo=UTC)


class Written(NamedTuple):
    """The words of one practice in one language."""

    language: str
    title: str
    summary: str
    body: str


@cache
def vocabulary(language: str, size: int = VOCABULARY) -> Sequence[str]:
    """Return words of a language's word list, the most frequent first."""
    code = BY_CODE[language].simplemma or language
    folder = Path(settings.SEARCH_TRIES)
    # Builds the list where it is missing.
    lists_in(folder).get_dictionary(code)
    trie = marisa_trie.BinaryTrie().mmap(str(path_of(code, folder)))
    chance = random.Random(language)
    words: dict[str, None] = {}
    while len(words) < size:
        record = trie.restore_key(chance.randrange(len(trie)))
        word = record.partition(SEPARATOR)[0].decode()
        if word.isalpha():
            words[word] = None
    return tuple(words)


WEIGHTS = tuple(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))


def fill(total: int) -> None:
    """Bring the copy to this many published practices, each told in one language."""
    for start in range(Practice.objects.count(), total, BATCH):
        publish([_written(n) for n in range(start, min(start + BATCH, total))])


def _written(number: int) -> Written:
    language = CODES[number % len(CODES)]
    words = iter(
        random.Random(number).choices(
            vocabulary(language), cum_weights=WEIGHTS, k=WORDS
        )
    )
    title = " ".join(islice(words, IN_TITLE))
    return Written(
        language, title, " ".join(islice(words, IN_SUMMARY)), " ".join(words)
    )


_locale = cache(locale_of)


def take_plain_documents() -> None:
    """Let the search read the rows as they are: they hold no markup to clean.

    A practice's own document parses the markup of six sections, which is the room's
    cost and not the search's.
    """
    practices = kinds.get("practice")
    kinds._kinds["practice"] = replace(practices, document=_document)


def _document(text: PracticeText) -> SearchDocument:
    return SearchDocument(
        "practice",
        text.pk,
        text.language,
        text.title,
        text.summary,
        text.how_it_works,
        facets=lambda: {
            "theme": [theme.slug for theme in text.thing.themes.all()],
            "target_group": [group.slug for group in text.thing.target_groups.all()],
            "country": [text.thing.country],
        },
        date=text.last_published_at.date(),
        url=text.get_absolute_url(),
    )


@transaction.atomic
def publish(texts: Sequence[Written]) -> None:
    """Make a published practice of each text, without a word to the outbox."""
    first = Practice.objects.count()
    things = Practice.objects.bulk_create(
        Practice(
            public_id=f"{number:08}",
            name=f"Practice {number}",
            name_language="en",
            country=COUNTRIES[number % len(COUNTRIES)],
        )
        for number in range(first, first + len(texts))
    )
    PracticeText.objects.bulk_create(
        PracticeText(
            thing=thing,
            translation_key=thing.translation_key,
            locale=_locale(text.language),
            title=text.title,
            summary=text.summary,
            how_it_works=text.body,
            edition=1,
            live=True,
            last_published_at=NEWEST - timedelta(minutes=first + number),
        )
        for number, (thing, text) in enumerate(zip(things, texts, strict=True))
    )
    _mark(Practice.themes.through, things, _concepts(Kind.THEME), 3)
    _mark(Practice.target_groups.through, things, _concepts(Kind.TARGET_GROUP), 1)


@cache
def _concepts(kind: Kind) -> Sequence[Concept]:
    return tuple(Concept.objects.of_kind(kind))


def _mark(
    through: type, things: Sequence[Practice], concepts: Sequence[Concept], each: int
) -> None:
    chance = random.Random(things[0].pk)
    through.objects.bulk_create(
        through(practice=thing, concept=concept)
        for thing in things
        for concept in chance.sample(concepts, each)
    )


def questions(number: int, words: int = 2) -> Iterator[tuple[str, str]]:
    """Yield languages, and what readers of them type."""
    chance = random.Random(words)
    for turn in range(number):
        language = CODES[turn % len(CODES)]
        typed = chance.sample(vocabulary(language)[:COMMON], words)
        yield language, " ".join(typed)
