"""Measures whether both engines answer alike, and Elasticsearch's speed.

    .venv/bin/python tests/bench/engines.py [documents ...]

Takes the node of ELASTICSEARCH_URL, or starts the one of `tests/elasticsearch`. Its
index is called `philoxenia-bench`; a copy that runs there is not touched.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import measuring

measuring.set_up()

from django.test import override_settings

import sample

from languages.registry import CODES
from practices.models import PracticeText
from search.actions import reindex
from search.reads import matching_ids
from vocabulary.models import Concept

COMPARED = 20_000
"""Documents in which both engines are asked the same."""

FIRST = 10
OVERLAP = 0.9
MIX = ((250, 2, "{} {}"), (100, 1, "{}"), (100, 4, "{} {} {} {}"), (50, 2, "{} -{}"))
"""How many questions of how many words, and how they are typed."""
PHRASES = 50
NAMES = 50


def main(sizes: Sequence[str]) -> None:
    with measuring.elasticsearch() as url:
        compare(url)
        subprocess.run(
            [sys.executable, Path(__file__).with_name("speed.py"), *sizes],
            env={**os.environ, "ELASTICSEARCH_URL": url},
            check=True,
        )


def compare(url: str) -> None:
    sample.take_plain_documents()
    sample.fill(COMPARED)
    asked = list(questions())
    ours, theirs = (answers(address, asked) for address in ("", url))
    equal = statistics.mean(map(same_hits, ours, theirs))
    shared = [
        len(set(some[:FIRST]) & set(others[:FIRST])) / FIRST
        for some, others in zip(ours, theirs, strict=True)
        if len(some) > FIRST
    ]
    overlap = statistics.mean(shared)
    measuring.show(
        f"both engines, {len(asked)} queries, {COMPARED:,} documents: equal hits",
        f"{equal:.1%}",
        "100 %",
        short=equal < 1,
    )
    measuring.show(
        f"  overlap of the first {FIRST} ({len(shared)} queries with more hits)",
        f"{overlap:.3f}",
        f"{OVERLAP}",
        short=overlap < OVERLAP,
    )


def same_hits(some: Sequence[int], others: Sequence[int]) -> bool:
    return set(some) == set(others) and len(some) == len(others)


def answers(url: str, asked: Sequence[tuple[str, str]]) -> list[list[int]]:
    """Build one engine's index and return what each question finds there."""
    with override_settings(ELASTICSEARCH_URL=url):
        reindex()
        return [matching_ids("practice", q, language) for language, q in asked]


def questions() -> Iterator[tuple[str, str]]:
    """Yield languages with words, phrases, exclusions and concepts' names."""
    for number, words, typed in MIX:
        for language, q in sample.questions(number, words):
            yield language, typed.format(*q.split())
    for text in islice(PracticeText.objects.public(), PHRASES):
        phrase = text.summary.split()[:2]
        yield text.language, f'"{" ".join(phrase)}"'
    chance = random.Random(1)
    for concept in chance.choices(Concept.objects.all(), k=NAMES):
        language = chance.choice(CODES)
        yield language, getattr(concept, f"name_{language}")


if __name__ == "__main__":
    main(sys.argv[1:])
