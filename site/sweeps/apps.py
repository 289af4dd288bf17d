from __future__ import annotations

from django.apps import AppConfig

from sweeps.registry import register


class SweepsConfig(AppConfig):
    """The worker: registered sweeps under a lease."""

    name = "sweeps"

    def ready(self) -> None:
        from sweeps.checkpoint import EVERY, empty_write_ahead_logs

        register("sweeps.checkpoint", empty_write_ahead_logs, every=EVERY)
