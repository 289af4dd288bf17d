from __future__ import annotations

from typing import Any, Final

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from wagtail.signal_handlers import disable_reference_index_auto_update

from editorial.library import Report, loaders

LEFT_ALONE: Final = "  left alone, changed by an editor: "


class Command(BaseCommand):
    """Loads what ships with the product, and lists what editors have made their own."""

    help = "Load the shipped content; rows that an editor changed are left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        total = Report()
        for room, load in loaders():
            # Wagtail would update its index of references several times an object.
            with disable_reference_index_auto_update():
                report = load()
            total += report
            self.stdout.write(
                f"{room}: {len(report.loaded)} loaded, "
                f"{len(report.unchanged)} unchanged, {len(report.kept)} left alone"
            )
        if total.loaded:
            call_command("rebuild_references_index", verbosity=0)
        for path in total.kept:
            self.stdout.write(f"{LEFT_ALONE}{path}")
        for path, reasons in total.broken.items():
            for reason in reasons:
                self.stderr.write(f"  not loaded: {path}: {reason}")
        if total.broken:
            raise CommandError(
                "Mend these files and load again; until then all is as it was."
            )
