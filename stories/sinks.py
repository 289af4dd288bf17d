"""Who must forget a story that leaves: upper rooms join in `apps.ready()`."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import Final

from stories.models import Leaving

logger = logging.getLogger(__name__)

Forget = Callable[[str], None]
"""Gets a public id and removes every trace of that story; may be called again."""

_SINKS: Final[dict[str, Forget]] = {}


def register(name: str, forget: Forget) -> None:
    """Have `forget` called for each story that is withdrawn, hidden or expired."""
    _SINKS[name] = forget


def forget_leaving() -> int:
    """Let all sinks forget the stories that left; return how many are forgotten.

    A story that one sink could not forget is kept for the next turn.
    """
    return sum(_forgotten(leaving) for leaving in Leaving.objects.order_by("pk"))


def _forgotten(leaving: Leaving) -> bool:
    failed = [name for name in _SINKS if not _survives(name, leaving.public_id)]
    if failed:
        return False
    Leaving.objects.filter(pk=leaving.pk).delete()
    return True


def _survives(name: str, public_id: str) -> bool:
    try:
        _SINKS[name](public_id)
    except Exception as error:  # noqa: BLE001  one sink must not keep the others waiting
        frames = "".join(traceback.format_tb(error.__traceback__))
        logger.error("Sink %s failed: %s\n%s", name, type(error).__qualname__, frames)
        return False
    return True
