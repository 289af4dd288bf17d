"""Measures many tellings at once: real gunicorn processes and a worker, on SQLite.

    .venv/bin/python tests/bench/submissions.py [people] [people with a photo]

Everybody goes all the way from the first page to *sent*. The machine serves and plays
the crowd at once, so a real site is faster. Fails when a story was lost or doubled, and
when something took too long or too much at once.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from PIL import Image

from images.turns import AT_ONCE
from tests.run.conftest import Copy
from tests.stories.crowd import lost, tell_at_once

PEOPLE, WITH_PHOTO = 200, 40
TARGET = 5.0
"""Seconds that no request should take."""
PHOTO = (4000, 3000)
_COUNT = (
    "from stories.models import Submission as S; from stories.keys.models import Key;"
    "print('ROWS', S.objects.count(), S.objects.filter(state='waiting').count(),"
    "Key.objects.count())"
)


def main() -> None:
    given = [int(word) for word in sys.argv[1:3]]
    people, with_photo = given + [PEOPLE, WITH_PHOTO][len(given) :]
    with running_copy() as copy:
        host = f"127.0.0.1:{copy.port}"
        print(f"{people} people without a photo")
        wrong = measure(copy, host, people, None, before=0)
        print(f"{with_photo} people with a photo of 12 megapixels")
        with watching(copy) as seen:
            large = ("IMG.jpg", large_photo())
            wrong += measure(copy, host, with_photo, large, before=people)
        print(f"  most decodes at a time  {seen['decodes']}")
        print(f"  most memory of the web  {seen['memory'] / 1e6:.0f} MB")
    if seen["decodes"] > AT_ONCE:
        wrong.append(f"{seen['decodes']} pictures were decoded at a time")
    if wrong:
        sys.exit("\n".join(wrong))


def measure(copy: Copy, host: str, people: int, photo, *, before: int) -> list[str]:
    """Print how so many tellings went; return what went wrong."""
    started = time.monotonic()
    phones = tell_at_once(host, people, photo=photo)
    seconds = time.monotonic() - started
    longest = max(phone.longest for phone in phones)
    rows, sent, keys = (number - before for number in rows_of(copy))
    print(f"  all sent after          {seconds:.1f} s")
    print(f"  longest request         {longest:.2f} s")
    gone = len(lost(phones))
    print(f"  lost                    {gone}")
    print(f"  rows, sent, keys        {rows}, {sent}, {keys}")
    wrong = []
    if gone:
        wrong.append(f"{gone} codes do not lead to their story")
    if {rows, sent, keys} != {people}:
        wrong.append(f"{rows} rows, {sent} sent and {keys} keys of {people} people")
    # Pictures wait for their turn.
    if not photo and longest > TARGET:
        wrong.append(f"A request took {longest:.1f} s, more than {TARGET:.0f} s")
    return wrong


@contextmanager
def running_copy() -> Iterator[Copy]:
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "var"
        state.mkdir()
        if (ROOT / "var" / "tries").is_dir():
            (state / "tries").symlink_to(ROOT / "var" / "tries")
        copy = Copy(state)
        copy.start(within=600)
        try:
            # Python's first requests import what the others find.
            for _ in range(20):
                urllib.request.urlopen(
                    f"http://127.0.0.1:{copy.port}/en/stories/tell/", timeout=60
                ).close()
            yield copy
        finally:
            copy.make("stop")


def rows_of(copy: Copy) -> list[int]:
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "shell", "-c", _COUNT],
        cwd=ROOT,
        env=copy.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return [int(word) for word in done.stdout.split("ROWS")[1].split()[:3]]


@contextmanager
def watching(copy: Copy) -> Iterator[dict[str, int]]:
    """Yield what was seen at most: pictures being decoded, and bytes in memory."""
    seen = {"decodes": 0, "memory": 0}
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            seen["decodes"] = max(seen["decodes"], turns_taken(copy.state))
            seen["memory"] = max(seen["memory"], memory_of_web(copy))
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def turns_taken(state: Path) -> int:
    """Return how many locks of turns are held, as the kernel says."""
    inodes = {str(path.stat().st_ino) for path in (state / "turns").glob("*")}
    locks = Path("/proc/locks").read_text().splitlines()
    held = [line.split() for line in locks if "->" not in line]
    return sum(words[5].split(":")[2] in inodes for words in held)


def memory_of_web(copy: Copy) -> int:
    total = 0
    for pid, command in copy.processes().items():
        if "gunicorn" in command:
            try:
                pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            except OSError:
                continue
            total += pages * os.sysconf("SC_PAGE_SIZE")
    return total


def large_photo() -> bytes:
    file = io.BytesIO()
    drawn = Image.effect_noise((1000, 750), 60).resize(PHOTO).convert("RGB")
    drawn.save(file, "JPEG", quality=85)
    return file.getvalue()


if __name__ == "__main__":
    main()
