from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate


class PhiloxeniaConfig(AppConfig):
    """The project: what holds the rooms together."""

    name = "philoxenia"

    def ready(self) -> None:
        # Sent app by app, and also when a transactional test empties the tables; what
        # stands must refer to every app's permissions, so the last one counts.
        last = [app for app in apps.get_app_configs() if app.models_module][-1]
        post_migrate.connect(_furnish_after_migrate, sender=last)
        from philoxenia import backups, checks  # noqa: F401  registers the checks

        backups.register_all()


def _furnish_after_migrate(*, using: str, **_kwargs: Any) -> None:
    from philoxenia.furnish import furnish

    if using == DEFAULT_DB_ALIAS:
        furnish()
