from __future__ import annotations

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    """Good integration practices: reviewed, sourced, compared, exported."""

    name = "practices"

    def ready(self) -> None:
        from editorial import library
        from practices.documents import KIND
        from practices.loader import PracticeLoader
        from practices.presentation import REPORTED_PRACTICE
        from search import kinds
        from stories import reported

        kinds.register(KIND)
        reported.register("practice", REPORTED_PRACTICE)
        library.register("practices", PracticeLoader().load)
