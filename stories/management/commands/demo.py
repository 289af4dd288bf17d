from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from stories.loader import load_samples


class Command(BaseCommand):
    """Fills a trial copy with sample stories, each marked as one."""

    help = "Load the sample stories into a trial copy; a real site refuses."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "PUBLIC_URL is https, so this is a real site, and sample stories are "
                "for trial copies alone. Start one with an http address and a VAR_DIR "
                "of its own."
            )
        report = load_samples()
        self.stdout.write(
            f"samples: {len(report.loaded)} loaded, "
            f"{len(report.unchanged)} unchanged, {len(report.kept)} left alone"
        )
        for path in report.kept:
            self.stdout.write(f"  left alone, changed since: {path}")
