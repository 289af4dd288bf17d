from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PhiloxeniaConfig(AppConfig):
    """The project: what holds the rooms together."""

    name = "philoxenia"

    def ready(self) -> None:
        # Also sent when a transactional test empties the tables.
        post_migrate.connect(_furnish_after_migrate, sender=self)
        from philoxenia import checks  # noqa: F401  registers the checks


def _furnish_after_migrate(**_kwargs: Any) -> None:
    from philoxenia.furnish import furnish

    furnish()
