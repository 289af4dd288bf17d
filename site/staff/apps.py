from __future__ import annotations

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Who works here: the user model, groups, sign-in."""

    name = "staff"
