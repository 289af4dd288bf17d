from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand

from sweeps import presence
from sweeps.registry import all_sweeps
from sweeps.worker import Worker


class Command(BaseCommand):
    help = "Does the work that waits: runs every registered sweep until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        presence.stay()
        worker = Worker(all_sweeps())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, worker.stop)
        names = ", ".join(sweep.name for sweep in worker.sweeps)
        self.stdout.write(f"Worker started: {names}.")
        worker.run()
        self.stdout.write("Worker stopped.")
