"""The engine that this copy runs; `embedded` is the only one so far."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from .base import Engine


def engine() -> Engine:
    """Return the engine of the settings."""
    return _embedded(Path(settings.SEARCH_INDEX))


@cache
def _embedded(path: Path) -> Engine:
    from .embedded import EmbeddedEngine

    return EmbeddedEngine(path)
