from __future__ import annotations

from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    """The concepts that all rooms share."""

    name = "vocabulary"
