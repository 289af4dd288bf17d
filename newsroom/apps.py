from __future__ import annotations

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Training for journalists, terms with what authorities say, and figures."""

    name = "newsroom"

    def ready(self) -> None:
        from editorial import library
        from newsroom import signals
        from newsroom.documents import KINDS
        from newsroom.figures.documents import FIGURES
        from newsroom.figures.loader import FigureLoader
        from newsroom.loaders import ModuleLoader, TermLoader
        from newsroom.presentation import REPORTED_MODULE, REPORTED_TERM
        from newsroom.presentation.figures import REPORTED_FIGURE
        from search import kinds
        from stories import reported

        signals.connect()
        for kind in (*KINDS, FIGURES):
            kinds.register(kind)
        reported.register("figure", REPORTED_FIGURE)
        reported.register("module", REPORTED_MODULE)
        reported.register("term", REPORTED_TERM)
        # Modules last: they speak of terms and use figures.
        library.register("newsroom/terms", TermLoader().load)
        library.register("newsroom/figures", FigureLoader().load)
        library.register("newsroom/modules", ModuleLoader().load)
