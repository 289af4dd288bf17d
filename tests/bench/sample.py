"""Published practices of 200 words, as real rows of the measured copy.

Not a measurement itself. Texts are made of each language's own words, which are
distributed as in real texts (Zipf).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

import marisa_trie

from editorial.models import locale_of
from languages.registry import BY_CODE, CODES
from practices.models import Practice, PracticeText
from search import kinds
from search.analysis.dictionaries import SEPARATOR, lists_in, path_of
from search.kinds import Kind, SearchDocument
from vocabulary.models import Concept
from vocabulary.models import Kind as Vocabulary

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
    """Let the search read the rows as they are, with no cost of a room.

    A practice's own document cleans the markup of six sections, makes an address and
    reads its concepts' rows; here the slugs of its concepts stand in two columns.
    """
    kinds._kinds.clear()
    kinds.register(Kind("practice", "Practice", _texts, _document))


@kinds.built_once
def _texts() -> QuerySet[PracticeText]:
    return PracticeText.objects.public().select_related("thing")


def _document(text: PracticeText) -> SearchDocument:
    return SearchDocument(
        "practice",
        text.pk,
        text.language,
        text.title,
        text.summary,
        text.how_it_works,
        facets=lambda: {
            "theme": text.thing.lead.split(),
            "target_group": [text.thing.region],
            "country": [text.thing.country],
        },
        date=text.last_published_at.date(),
        public_id=text.thing.public_id,
    )


@transaction.atomic
def publish(texts: Sequence[Written]) -> None:
    """Make a published practice of each text, without a word to the outbox."""
    first = Practice.objects.count()
    chance = random.Random(first)
    things = Practice.objects.bulk_create(
        Practice(
            public_id=f"{number:08}",
            name=f"Practice {number}",
            name_language="en",
            country=COUNTRIES[number % len(COUNTRIES)],
            lead=" ".join(chance.sample(_slugs(Vocabulary.THEME), 3)),
            region=chance.choice(_slugs(Vocabulary.TARGET_GROUP)),
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


@cache
def _slugs(kind: Vocabulary) -> Sequence[str]:
    return tuple(Concept.objects.of_kind(kind).values_list("slug", flat=True))


def questions(number: int, words: int = 2) -> Iterator[tuple[str, str]]:
    """Yield languages, and what readers of them type."""
    chance = random.Random(words)
    for turn in range(number):
        language = CODES[turn % len(CODES)]
        typed = chance.sample(vocabulary(language)[:COMMON], words)
        yield language, " ".join(typed)
