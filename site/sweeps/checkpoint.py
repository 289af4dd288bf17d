"""Empties SQLite's write-ahead logs, so that deleted words don't live on in them."""

from __future__ import annotations

from typing import Final

from django.db import connections

EVERY: Final = 20.0
"""Seconds from the end of the last turn; within a minute is what we promise."""
PATIENCE: Final = 200
"""Milliseconds to wait for a reader; the next turn tries again."""


def empty_write_ahead_logs() -> int:
    """Checkpoint every SQLite database; return how many logs are empty now."""
    return sum(
        _emptied(alias)
        for alias in connections
        if connections[alias].vendor == "sqlite"
    )


def _emptied(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            busy, _pages, _moved = cursor.execute(
                "PRAGMA wal_checkpoint(TRUNCATE)"
            ).fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not busy
