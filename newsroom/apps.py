from __future__ import annotations

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Training for journalists, and terms with what authorities say of them."""

    name = "newsroom"

    def ready(self) -> None:
        from editorial import library
        from newsroom.documents import KINDS
        from newsroom.loaders import ModuleLoader, TermLoader
        from newsroom.presentation import REPORTED_MODULE, REPORTED_TERM
        from search import kinds
        from stories import reported

        for kind in KINDS:
            kinds.register(kind)
        reported.register("module", REPORTED_MODULE)
        reported.register("term", REPORTED_TERM)
        # Terms first: modules speak of them.
        library.register("newsroom/terms", TermLoader().load)
        library.register("newsroom/modules", ModuleLoader().load)
