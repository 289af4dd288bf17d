from __future__ import annotations

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    """What every room's content has: thing and text, sources, loader, filters."""

    name = "editorial"

    def ready(self) -> None:
        from editorial import concepts, library, signals, sweeps

        signals.connect()
        library.register("vocabulary", concepts.load)
        sweeps.register_all()
