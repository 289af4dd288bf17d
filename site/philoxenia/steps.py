"""How commands show what they do.

Standard library only: `bin/steps.py` is a link to this file, so that the launcher can
use it before anything is installed.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Failed(Exception):
    """A step could not be done; the message names the thing and the remedy."""


def say(text: str, *, end: str = "\n") -> None:
    """Print at once; a terminal that was closed meanwhile changes nothing."""
    with suppress(OSError):
        sys.stdout.write(text + end)
        sys.stdout.flush()


@contextmanager
def step(label: str) -> Iterator[Callable[[str], None]]:
    """Show what is being done, and how many seconds it took when it is done.

    The yielded function shows a detail beside the label while a terminal looks on.
    """
    live = sys.stdout.isatty()
    clear = "\r\033[K" if live else ""

    def show(detail: str) -> None:
        if live:
            line = f"       …  {label} {detail}".rstrip()
            say(clear + line[: shutil.get_terminal_size().columns - 1], end="")

    started = time.monotonic()
    show("")
    try:
        yield show
    except BaseException:
        say(f"{clear}  stopped  {label}")
        raise
    say(f"{clear}{time.monotonic() - started:6.1f} s  {label}")


def end_with(failure: Failed) -> int:
    """Print what failed and return the exit status for it."""
    say("", end="")
    sys.stderr.write(f"\n{failure}\n\n")
    return 1
