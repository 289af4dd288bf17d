"""Refuses to keep the keys where what they open is kept."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from stories.keys.router import KEYS

_PLACE: Final = ("NAME", "HOST", "PORT")


@register()
def keys_lie_apart(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse one database for both: every backup would hold the keys."""
    main, keys = settings.DATABASES["default"], settings.DATABASES[KEYS]
    if any(str(main.get(part, "")) != str(keys.get(part, "")) for part in _PLACE):
        return []
    return [
        Error(
            "KEYS_DATABASE_URL and DATABASE_URL name the same database.",
            hint="Give the keys a database of their own, which is never backed up.",
            id="stories.E001",
        )
    ]
