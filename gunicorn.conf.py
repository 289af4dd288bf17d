"""The web process: how it listens, and what its log may say."""

from __future__ import annotations

import gc
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import gunicorn.http.message
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker

pythonpath = "site"
bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Python runs one thread at a time, and threads that compete for it take a third of the
# processor from each other. Slow phones wait at the web server in front.
threads = 2
# The rest waits in the kernel's one queue: a worker that takes all that comes leaves
# some waiting three times as long as others.
worker_connections = 8
# One import for all workers: half the memory, and a killed one is back at once.
preload_app = True
timeout = 60
# Less than honcho's five seconds, after which it kills.
graceful_timeout = 4
control_socket_disable = True
if Path("/dev/shm").is_dir():  # noqa: S108  where gunicorn's heartbeat file belongs
    worker_tmp_dir = "/dev/shm"  # noqa: S108

# A search for 20,000 characters gets the page that says what to do, not a bare 414;
# gunicorn caps its setting at this constant.
limit_request_line = 256 * 1024
gunicorn.http.message.MAX_REQUEST_LINE = limit_request_line

accesslog = None
loglevel = "warning"


class QuietLogger(Logger):
    """Says what broke and where, never an address or words from a request."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.addFilter(_about_requests)

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        if msg.startswith("Invalid request"):
            msg, args = "A request was no valid HTTP", ()
        super().warning(msg, *args, **kwargs)


logger_class = QuietLogger


def _about_requests(record: logging.LogRecord) -> bool:
    """Take the content out of a record, unless no request was there yet."""
    from philoxenia.logs import NoContentFilter

    at_start = record.msg == "Exception in worker process"
    return at_start or bool(NoContentFilter().filter(record))


YOUNG_OBJECTS = 50_000
"""How many objects are made between two rounds of Python's collector.

Django makes thousands for one page and leaves hardly any in circles: with Python's own
700 a quarter of the time went into looking for them.
"""
# Here and not after the fork, so that the import of the application is as fast too.
gc.set_threshold(YOUNG_OBJECTS)


def when_ready(server: Arbiter) -> None:
    """Read the names of all concepts, once for all workers, before the first search."""
    from django.db import DatabaseError

    from search import concepts

    # Each worker reads them itself if the database is not there yet.
    with suppress(DatabaseError):
        concepts.warm()


def pre_fork(server: Arbiter, worker: Worker) -> None:
    """Hand no open database connection to a worker, and nothing to collect."""
    from django.db import connections

    connections.close_all()
    gc.freeze()
