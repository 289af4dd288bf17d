from __future__ import annotations

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    """Good integration practices: reviewed, sourced, compared, exported."""

    name = "practices"

    def ready(self) -> None:
        from editorial import library
        from practices.documents import KIND
        from practices.loader import load
        from search import kinds

        kinds.register(KIND)
        library.register("practices", load)
