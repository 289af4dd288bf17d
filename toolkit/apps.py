from __future__ import annotations

from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    """Lessons for 12–18-year-olds, ready to be taken to class."""

    name = "toolkit"

    def ready(self) -> None:
        from editorial import library
        from search import kinds
        from stories import reported, sinks
        from toolkit import files
        from toolkit.actions import forget_story
        from toolkit.documents import KIND
        from toolkit.loader import LessonLoader
        from toolkit.presentation import REPORTED_LESSON
        from toolkit.printing.offers import printed

        kinds.register(KIND)
        reported.register("lesson", REPORTED_LESSON)
        sinks.register("toolkit", forget_story)
        files.register("print", printed)
        library.register("toolkit", LessonLoader().load)
