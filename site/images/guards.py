"""Who may say that a picture is not to be seen: upper rooms join in `apps.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

Shown = Callable[[str], bool]
"""Gets a path in the media folder, and says whether readers may see that file now."""

_GUARDS: Final[dict[str, Shown]] = {}


def register(prefix: str, shown: Shown) -> None:
    """Ask `shown` before any file is served whose name begins with the prefix."""
    _GUARDS[prefix] = shown


def may_be_seen(folder: str, name: str) -> bool:
    """Say whether readers may see a file; one that nobody guards is for everybody."""
    return all(
        shown(f"{folder}/{name}")
        for prefix, shown in _GUARDS.items()
        if name.startswith(prefix)
    )
