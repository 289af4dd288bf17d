from __future__ import annotations

from django.apps import AppConfig


class ImagesConfig(AppConfig):
    """The only door for pictures: cleaned before anything is stored."""

    name = "images"

    def ready(self) -> None:
        from images import checks  # noqa: F401  registers itself
