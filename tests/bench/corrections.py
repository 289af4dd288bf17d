"""Measures whether "did you mean" names the word that was meant, after one slip.

    .venv/bin/python tests/bench/corrections.py

Each language's 20,000 commonest words stand in published texts, common ones in many,
rare ones in two. Words of five letters or more get one random slip: a letter too many,
too few or wrong, or two exchanged. A slip that finds something, because it is another
word or a form of one, asks for no correction and is drawn anew. Words and their order
are those of the package `wordfreq`, which pip fetches into `var/bench`; Estonian, which
it lacks, takes words of the analysis's own list.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import measuring

measuring.set_up()

import sample

from languages.registry import CODES
from search.actions import reindex
from search.analysis import analyse
from search.reads import matching_ids
from search.suggestions import did_you_mean

PACKAGE = "wordfreq==3.1.1"
MOST_WORDS = 20_000
SHORTEST = 5
SLIPS = 60
AT_LEAST = 0.86

TEXTS = 120
"""Of each language; the commonest word stands in all of them."""
USUAL = 300
"""The word of this rank stands in half of the texts."""
RARE_LETTER = 0.0005
"""Letters that are a smaller part of all are of other languages."""


def main() -> None:
    sample.take_plain_documents()
    known = {code: common_words(code) for code in CODES}
    for code, words in known.items():
        sample.publish(list(texts_of(code, words)))
    reindex()
    right: dict[str, float] = {}
    taken: list[float] = []
    drawn = 0
    for code, words in known.items():
        answers = []
        for word, slip in unfound_slips(code, words):
            drawn += slip is None
            if slip is not None:
                started = time.perf_counter()
                meant = did_you_mean(slip, code)
                taken.append(time.perf_counter() - started)
                answers.append(bool(meant) and meant.lower() == word)
        right[code] = statistics.mean(answers)
        measuring.show(f"did you mean, {code}", f"{right[code]:.3f}")
    mean = statistics.mean(right.values())
    p50, p95 = measuring.percentiles(taken)
    measuring.show(
        f"did you mean, first suggestion right, {len(right)} languages",
        f"{mean:.3f} (p50 {p50:.1f} ms, p95 {p95:.1f} ms)",
        f"{AT_LEAST}",
        short=mean < AT_LEAST,
    )
    measuring.show("slips that found something", f"{drawn / (drawn + len(taken)):.1%}")


def common_words(language: str) -> Sequence[str]:
    """Return the commonest words of a language, the most frequent first."""
    wordfreq = fetched()
    if language in wordfreq.available_languages():
        words = wordfreq.top_n_list(language, 3 * MOST_WORDS)
    else:
        words = sample.vocabulary(language, MOST_WORDS)
    letters = set(letters_of(words))
    plain = (word for word in words if letters.issuperset(word))
    single = [word for word in plain if len(analyse(word, language)) == 1]
    return single[:MOST_WORDS]


def fetched():
    """Return the package of word frequencies; pip fetches it the first time."""
    folder = measuring.FETCHED / PACKAGE
    if not folder.is_dir():
        command = [sys.executable, "-m", "pip", "install", "--quiet", PACKAGE]
        subprocess.run([*command, "--target", folder], check=True)
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    import wordfreq

    return wordfreq


def letters_of(words: Sequence[str]) -> list[str]:
    """Return the letters that a language writes its words with."""
    counted = Counter("".join(words))
    least = counted.total() * RARE_LETTER
    return sorted(c for c, n in counted.items() if c.isalpha() and n >= least)


def texts_of(language: str, words: Sequence[str]) -> Iterator[sample.Written]:
    """Yield texts in which each word stands once, in as many as its rank says."""
    chance = random.Random(language)
    texts: dict[int, list[str]] = defaultdict(list)
    for rank, word in enumerate(words):
        number = max(2, round(TEXTS * USUAL / (USUAL + rank)))
        for text in chance.sample(range(TEXTS), number):
            texts[text].append(word)
    for number, some in texts.items():
        yield sample.Written(language, f"{number}", "", " ".join(some))


def unfound_slips(
    language: str, words: Sequence[str]
) -> Iterator[tuple[str, str | None]]:
    """Yield words and a slip in each that finds nothing, None for one that does."""
    chance = random.Random(language)
    letters = letters_of(words)
    long = [word for word in words if len(word) >= SHORTEST]
    found = 0
    while found < SLIPS:
        word = chance.choice(long)
        slip = with_slip(word, letters, chance)
        if matching_ids("practice", slip, language):
            yield word, None
        else:
            found += 1
            yield word, slip


def with_slip(word: str, letters: Sequence[str], chance: random.Random) -> str:
    at = chance.randrange(len(word))
    before, letter, behind = word[:at], word[at], word[at + 1 :]
    slips = (
        before + behind,
        before + chance.choice(letters) + letter + behind,
        before + chance.choice(letters) + behind,
        before + behind[:1] + letter + behind[1:],
    )
    other = chance.choice(slips)
    return other if other != word else with_slip(word, letters, chance)


if __name__ == "__main__":
    main()
