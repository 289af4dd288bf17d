"""Measures what reading 25 languages adds to the memory of one web process.

    .venv/bin/python tests/bench/memory.py

Two processes open everything, as two web workers do: then what the word lists' files
take is shared, and only what is private to one of them is counted (`Private_Clean`
and `Private_Dirty` of /proc/self/smaps_rollup).
"""

from __future__ import annotations

from collections.abc import Mapping
from multiprocessing import get_context
from pathlib import Path

import measuring

measuring.set_up()

import sample

from languages.registry import CODES
from search.analysis import analyse

PROMISED = 35
FULL = 1_700
"""Words of each language that a process reads before its caches are full."""


def main() -> None:
    spawned = get_context("spawn")
    together, figures = spawned.Barrier(2), spawned.Queue()
    texts = {code: " ".join(sample.vocabulary(code)[:FULL]) for code in CODES}
    processes = [
        spawned.Process(target=worker, args=(texts, together, figures))
        for _ in range(2)
    ]
    for process in processes:
        process.start()
    (before, opened, full), _other = figures.get(), figures.get()
    for process in processes:
        process.join()
    added = full - before
    measuring.show(
        "private memory that the analysis adds to a web worker",
        f"{added:.1f} MB, all caches full",
        f"{PROMISED} MB",
        short=added > PROMISED,
    )
    measuring.show(
        f"  after some words in {len(CODES)} languages", f"{opened - before:.1f} MB"
    )


def worker(texts: Mapping[str, str], together, figures) -> None:
    """Read every language, a little and then much, and send the private memory."""
    seen = []
    for part in (0, 200, None):
        for code, text in texts.items():
            analyse(text[:part], code)
        together.wait()
        seen.append(private())
        together.wait()
    figures.put(seen)


def private() -> float:
    """Return the private memory of this process in MB."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    counted = (line.split()[1] for line in lines if line.startswith("Private_"))
    return sum(map(int, counted)) / 1024


if __name__ == "__main__":
    main()
