"""How many pictures are decoded at a time: a large one takes hundreds of megabytes."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from django.conf import settings

AT_ONCE: Final = 2
"""For all processes and threads of one machine together."""
_PAUSE: Final = 0.02


@contextmanager
def decoding() -> Iterator[None]:
    """Wait for a turn, then hold it; a process that is killed gives it back."""
    folder = settings.VAR_DIR / "turns"
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        # Opened anew each time: threads would share the lock of one open file.
        turns = [
            stack.enter_context((folder / f"decoding-{number}").open("a"))
            for number in range(AT_ONCE)
        ]
        while not any(_taken(turn.fileno()) for turn in turns):
            time.sleep(_PAUSE)
        yield


def _taken(turn: int) -> bool:
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
