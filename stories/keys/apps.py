from __future__ import annotations

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """The keys of private stories, in a database of their own that is never copied."""

    name = "stories.keys"
    label = "storykeys"
    default_auto_field = "django.db.models.BigAutoField"
