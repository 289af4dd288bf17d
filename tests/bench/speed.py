"""Measures the search as a page asks it, and the indexing, on real rows.

    .venv/bin/python tests/bench/speed.py [documents ...]

Each question goes all the way: two words in a language, which is chosen as a filter;
the index, counts of all facets, ten rows joined back to the database, their titles and
excerpts with marks. With ELASTICSEARCH_URL it measures that node instead of the
embedded index (`engines.py` does so). Times are of the clock on the wall.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context

import measuring

measuring.set_up()

from django.db import transaction

import sample

from practices.models import PracticeText
from search.actions import apply_outbox, enqueue, reindex
from search.reads import find

SIZES = (100_000, 500_000)
PER_PAGE = 10
QUESTIONS = 500
WARM_UP = 50

CHANGED, EVERY = 50, 0.2
"""Documents that the writer changes at a time, and seconds between: a worker's turn."""

P50, P95, P95_WRITING, PER_SECOND = 6, 18, 40, 800
PROMISED_FOR = 100_000
ENGINE = "Elasticsearch" if os.environ.get("ELASTICSEARCH_URL") else "embedded"


@dataclass
class Answers:
    """What many questions took in seconds, and what came of them."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    errors: int = 0


def main(sizes: Sequence[int]) -> None:
    sample.take_plain_documents()
    for size in sizes:
        sample.fill(size)
        index(size)
        narrowed = {"country": ["GR", "IT"], "target_group": [a_target_group()]}
        ask(sample.questions(WARM_UP, 3))
        measuring.as_a_web_worker()
        report("two words, language, ten highlights", size, ask(pairs()), promised=True)
        report("and two facets chosen", size, ask(pairs(), narrowed))
        report("four words (any)", size, ask(sample.questions(QUESTIONS, 4)))
        with_a_writer(size)


def pairs() -> Iterable[tuple[str, str]]:
    return sample.questions(QUESTIONS)


def a_target_group() -> str:
    return PracticeText.objects.first().thing.region


def index(size: int) -> None:
    """Build the index from the rows, in this process alone."""
    wall, processor = time.perf_counter(), time.process_time()
    reindex()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    rate = size / wall
    measuring.show(
        f"{label(size)}: indexing end to end, one process",
        f"{rate:.0f}/s ({size / processor:.0f} per processor second)",
        f"{PER_SECOND}/s" if promises(size) else "",
        short=promises(size) and rate < PER_SECOND,
    )


def ask(
    questions: Iterable[tuple[str, str]], narrowed: Mapping[str, Sequence[str]] = {}
) -> Answers:
    """Answer questions one after the other, as one web process does."""
    answers = Answers()
    for language, q in questions:
        wall, processor = time.perf_counter(), time.process_time()
        found = find(
            q,
            language=language,
            filters={"language": [language], **narrowed},
            per_page=PER_PAGE,
        )
        answers.wall.append(time.perf_counter() - wall)
        answers.processor.append(time.process_time() - processor)
        answers.totals.append(found.total)
        answers.errors += found.degraded
    return answers


def report(what: str, size: int, answers: Answers, *, promised: bool = False) -> None:
    p50, p95 = measuring.percentiles(answers.wall)
    promised = promised and promises(size)
    hits = statistics.median(answers.totals)
    measuring.show(
        f"{label(size)}: {what}, {hits:.0f} hits",
        f"p50 {p50:.1f} ms, p95 {p95:.1f} ms",
        f"{P50}, {P95} ms" if promised else "",
        short=promised and (p50 > P50 or p95 > P95),
    )
    p50, p95 = measuring.percentiles(answers.processor)
    measuring.show("  of the web process's processor", f"p50 {p50:.1f}, p95 {p95:.1f}")
    if answers.errors:
        measuring.show("  without the index", f"{answers.errors}", "0", short=True)


def with_a_writer(size: int) -> None:
    """Ask while another process keeps changing documents."""
    with writer() as applied:
        before, started = applied.value, time.perf_counter()
        answers = ask(pairs())
        rate = (applied.value - before) / (time.perf_counter() - started)
    p50, p95 = measuring.percentiles(answers.wall)
    measuring.show(
        f"{label(size)}: while {rate:.0f} documents/s are written",
        f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, {answers.errors} errors",
        f"{P95_WRITING} ms, 0" if promises(size) else "",
        short=promises(size) and (p95 > P95_WRITING or bool(answers.errors)),
    )


@contextmanager
def writer():
    """Yield how many documents a process beside this one has written."""
    spawned = get_context("spawn")
    stop, applied = spawned.Event(), spawned.Value("q", 0)
    process = spawned.Process(target=keep_writing, args=(stop, applied))
    process.start()
    while not applied.value:
        time.sleep(0.1)
        if not process.is_alive():
            raise RuntimeError("The writer ended: its error stands above.")
    try:
        yield applied
    finally:
        stop.set()
        process.join()


def keep_writing(stop, applied) -> None:
    """Change documents and apply the outbox, as editors and the worker do."""
    sample.take_plain_documents()
    texts = list(PracticeText.objects.values_list("pk", flat=True)[:20_000])
    while not stop.is_set():
        started = time.monotonic()
        with transaction.atomic():
            for pk in random.sample(texts, CHANGED):
                PracticeText.objects.filter(pk=pk).update(edition=pk % 9 + 1)
                enqueue("practice", pk)
        applied.value += apply_outbox()
        stop.wait(max(0, EVERY - (time.monotonic() - started)))


def label(size: int) -> str:
    return f"{ENGINE}, {size:,}"


def promises(size: int) -> bool:
    return ENGINE == "embedded" and size == PROMISED_FOR


if __name__ == "__main__":
    main([int(given) for given in sys.argv[1:]] or SIZES)
