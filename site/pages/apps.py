from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """About and campaign pages, and the editable words of the fronts."""

    name = "pages"

    def ready(self) -> None:
        from editorial import library
        from pages import signals
        from pages.calls import newest_call
        from pages.documents import KIND
        from pages.loader import load
        from search import kinds
        from stories import calls

        signals.connect()
        kinds.register(KIND)
        library.register("pages", load)
        calls.register("campaigns", newest_call)
