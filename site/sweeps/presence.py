"""Who runs on this copy's state, so that nobody exchanges it under a running process.

Locks of the kernel, not process ids: they end with their process, however it ends.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_HELD: Final[list[IO[str]]] = []
"""Open for as long as this process and its children live."""


def stay() -> None:
    """Count as running until the process ends; waits for a restore, if one is on.

    Raises ImproperlyConfigured when a restore was interrupted half-way.
    """
    handle = _lock_file()
    fcntl.flock(handle, fcntl.LOCK_SH)
    if _halfway_mark().exists():
        handle.close()
        raise ImproperlyConfigured(
            "A restore was interrupted half-way, so the state of this copy belongs to "
            "two days. Run it again: manage.py restore FILE"
        )
    _HELD.append(handle)


@contextmanager
def alone() -> Iterator[bool]:
    """Keep web and worker from starting; yield False when one runs already."""
    with _lock_file() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def exchanging() -> Iterator[Callable[[], None]]:
    """Let nothing start any more unless the block ends well, or says it was undone."""

    def undone() -> None:
        _halfway_mark().unlink(missing_ok=True)

    _halfway_mark().touch()
    yield undone
    undone()


def _halfway_mark() -> Path:
    return settings.VAR_DIR / "restore-halfway"


def _lock_file() -> IO[str]:
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    return (settings.VAR_DIR / "in-use.lock").open("a")
