"""Measures the embedded search: documents/s, answers, and the analysis' own memory.

Times are of the processor, so that other work on the machine does not show.

    .venv/bin/python tests/bench/search_speed.py [documents]

Texts are made of each language's own words, distributed as in real texts (Zipf).
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ["DJANGO_SETTINGS_MODULE"] = "philoxenia.settings.test"

import django

django.setup()

from django.conf import settings

from languages.registry import CODES
from search.analysis import analyse
from search.analysis.dictionaries import lists_in
from search.analysis.folding import fold
from search.documents import entry_of
from search.engines.base import Changes, Question
from search.engines.embedded import EmbeddedEngine
from search.highlights import excerpt
from search.kinds import SearchDocument
from search.queries import Query
from tests.search.words import FORMS

WORDS_PER_DOCUMENT = 200
VOCABULARY = 4_000
QUESTIONS = 200
BATCH = 200
THEMES = [f"theme-{number}" for number in range(20)]
COUNTRIES = ["DE", "AT", "GR", "IT", "FR", "ES", "SE", "PL"]


def vocabulary(language: str) -> list[str]:
    """Return words of a language from its word list, some of every beginning."""
    trie = lists_in(Path(settings.SEARCH_TRIES)).get_dictionary(language).trie
    beginnings = sorted(
        {word[:2] for words in FORMS[language] for word in words.split()}
    )
    words = [
        word
        for beginning in beginnings
        for word in islice(trie.iterkeys(beginning), VOCABULARY // len(beginnings))
    ]
    random.shuffle(words)
    return words


def make_documents(number: int) -> tuple[list[SearchDocument], dict[str, list[str]]]:
    words = {language: vocabulary(language) for language in CODES}
    weights = {
        language: [1 / rank for rank in range(1, len(known) + 1)]
        for language, known in words.items()
    }
    documents = []
    for object_id in range(number):
        language = CODES[object_id % len(CODES)]
        text = random.choices(words[language], weights[language], k=WORDS_PER_DOCUMENT)
        facets = {
            "theme": random.sample(THEMES, 3),
            "country": [random.choice(COUNTRIES)],
        }
        documents.append(
            SearchDocument(
                "note",
                object_id,
                language,
                " ".join(text[:6]),
                " ".join(text[6:26]),
                " ".join(text[26:]),
                partial(dict, facets),
            )
        )
    return documents, words


def memory() -> float:
    """Return this process's own memory in MB; mapped files are shared by all."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(x.split()[1]) for x in lines if x.startswith("Anonymous:")) / 1024


def measure_memory() -> None:
    """Print what the analysis of all languages adds; runs in a process of its own."""
    before = memory()
    for language, words in FORMS.items():
        analyse(" ".join(words), language)
    opened = memory()
    for language in FORMS:
        analyse(" ".join(vocabulary(language)[:1_500]), language)
    print(
        f"private memory of the analysis  {opened - before:7.1f} MB with 25 languages "
        f"open, {memory() - before:.1f} MB with full caches"
    )


def show(label: str, seconds: list[float]) -> None:
    cuts = statistics.quantiles(seconds, n=20)
    print(
        f"{label:30}  p50 {statistics.median(seconds) * 1000:6.1f} ms   "
        f"p95 {cuts[-1] * 1000:6.1f} ms"
    )


def ask(engine: EmbeddedEngine, documents: list[SearchDocument], q: str, own: str):
    """Answer as a page does: analysis, hits, counts, ten excerpts."""
    started = time.process_time()
    query = Query(q)
    words = {code: query.words(code) for code in engine.languages()}
    found = engine.search(Question(words, own), 0, 10)
    for key in found.keys:
        document = documents[key.object_id]
        excerpt(document.text, document.language, query.words(document.language))
    return time.process_time() - started


def main(number: int) -> None:
    random.seed(1)
    documents, words = make_documents(number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.sqlite3"
        engine = EmbeddedEngine(path)

        started = time.process_time()
        entries = [entry_of(document) for document in documents]
        analysed = time.process_time() - started
        started = time.process_time()
        engine.rebuild(
            (entries[at : at + BATCH] for at in range(0, number, BATCH)),
            lambda keys: Changes(),
        )
        inserted = time.process_time() - started
        print(
            f"{number} documents of {WORDS_PER_DOCUMENT} words, {len(CODES)} languages"
        )
        print(f"analysis                        {number / analysed:7.0f} documents/s")
        print(f"writing                         {number / inserted:7.0f} documents/s")
        print(f"index                           {path.stat().st_size / 2**20:7.1f} MB")

        started = time.process_time()
        for at in range(0, BATCH, 10):
            engine.write(Changes(entries[at : at + 10]), applied=0)
        replaced = (time.process_time() - started) / (BATCH // 10)
        print(f"replacing 10 in one turn        {replaced * 1000:7.1f} ms")

        for label, count, plain in (
            ("one word", 1, False),
            ("two words", 2, False),
            ("two words without marks", 2, True),
            ("five words (any)", 5, False),
        ):
            times = []
            for turn in range(QUESTIONS):
                own = CODES[turn % len(CODES)]
                q = " ".join(random.sample(words[own][:300], count))
                q = " ".join(map(fold, q.lower().split())) if plain else q
                times.append(ask(engine, documents, q, own))
            show(label, times)


if __name__ == "__main__":
    if sys.argv[1:] == ["--memory"]:
        measure_memory()
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 20_000)
        subprocess.run([sys.executable, __file__, "--memory"], check=True)
