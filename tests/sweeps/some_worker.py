"""A worker process that starts fast: `some_worker.py FOLDER WHAT LEASE`.

It knows the app `sweeps` alone, on a database in the folder.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

FOLDER, WHAT, LEASE = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])

WRITTEN_BY_SOMEBODY = "a name that must not reach the log"

settings.configure(
    VAR_DIR=FOLDER,
    INSTALLED_APPS=["sweeps"],
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": FOLDER / "database.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;",
            },
        }
    },
)
django.setup()

from sweeps.registry import Sweep  # noqa: E402  Django must be set up first
from sweeps.worker import Worker  # noqa: E402


def note() -> int:
    """Leave a line that says who worked when."""
    with (FOLDER / "work").open("a") as file:
        file.write(f"{os.getpid()} {time.monotonic()}\n")
    return 1


def fail() -> int:
    raise RuntimeError(WRITTEN_BY_SOMEBODY)


def slow() -> int:
    """Outlast the lease, so that only its renewal keeps others out."""
    (FOLDER / f"slow-{os.getpid()}").touch()
    time.sleep(2 * LEASE)
    (FOLDER / f"slow-ended-{os.getpid()}").touch()
    return 1


def work(*sweeps: Sweep) -> None:
    worker = Worker(sweeps, lease=LEASE)
    signal.signal(signal.SIGTERM, worker.stop)
    worker.run()


TASKS = {
    "migrate": lambda: call_command("migrate", verbosity=0),
    "command": lambda: call_command("worker"),
    "work": lambda: work(Sweep("fail", fail, 0.05), Sweep("note", note, 0.05)),
    "slow": lambda: work(Sweep("slow", slow, 0.05)),
}
TASKS[WHAT]()
