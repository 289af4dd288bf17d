from __future__ import annotations

from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    """Lessons for 12–18-year-olds, ready to be taken to class."""

    name = "toolkit"

    def ready(self) -> None:
        from editorial import library
        from search import kinds
        from stories import loader, reported, sinks
        from toolkit import files, signals
        from toolkit.actions import forget_story, show_sample
        from toolkit.documents import KIND
        from toolkit.loader import LessonLoader
        from toolkit.printing.offers import printed
        from toolkit.reported import REPORTED_LESSON

        signals.connect()
        kinds.register(KIND)
        reported.register("lesson", REPORTED_LESSON)
        sinks.register("toolkit", forget_story)
        loader.register("toolkit", show_sample)
        files.register("print", printed)
        library.register("toolkit", LessonLoader().load)
