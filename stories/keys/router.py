from __future__ import annotations

from typing import Any, Final

from django.db.models import Model

KEYS: Final = "keys"
"""The alias of the keys database."""
APP: Final = "storykeys"


class KeysRouter:
    """Keeps keys in their own database and everything else out of it."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        return KEYS if model._meta.app_label == APP else None

    def db_for_write(self, model: type[Model], **_hints: Any) -> str | None:
        return KEYS if model._meta.app_label == APP else None

    def allow_relation(self, one: Model, other: Model, **_hints: Any) -> bool | None:
        apart = (one._meta.app_label == APP) != (other._meta.app_label == APP)
        return False if apart else None

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        return (db == KEYS) == (app_label == APP)
