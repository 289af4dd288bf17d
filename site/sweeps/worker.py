"""The loop that keeps calling sweeps, whatever happens to one of them."""

from __future__ import annotations

import logging
import math
import os
import secrets
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterable

from django.db import close_old_connections, connections

from sweeps.models import WORKER, Lease
from sweeps.registry import Sweep

logger = logging.getLogger(__name__)

LEASE = 10.0
"""Seconds after which another worker takes over from one that was killed."""
RENEWALS = 3
"""How often a lease is renewed before it would lapse."""
LONGEST_SWEEP = 600.0
"""Seconds after which a sweep counts as stuck: the lease is no longer renewed."""
LONGEST_NAP = 0.5
"""Seconds until a signal to stop is noticed at the latest."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds a sweep rests after its first failure, doubled with each, and at most."""


class Worker:
    """Runs sweeps as they fall due while it holds the lease; `stop` ends it.

    Several may run, on one machine or many: one works, the others stand by.
    """

    def __init__(self, sweeps: Iterable[Sweep], lease: float = LEASE) -> None:
        self.sweeps = list(sweeps)
        self.lease = lease
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.due = dict.fromkeys((sweep.name for sweep in self.sweeps), 0.0)
        self.failures = dict.fromkeys(self.due, 0)
        self.held_until = 0.0
        self.busy_since: float | None = None
        self.stopping = False

    def stop(self, *_signal: object) -> None:
        """End after the running sweep. Safe in a signal handler: it takes no lock."""
        self.stopping = True

    def run(self) -> None:
        """Work until stopped, renewing the lease from a thread of its own."""
        self._survive("lease", self.renew)
        keeper = threading.Thread(target=self._keep_lease, daemon=True)
        keeper.start()
        try:
            while not self.stopping:
                time.sleep(self.turn())
        finally:
            self.stopping = True
            keeper.join()
            self._survive("lease", self._give_back)
            connections.close_all()

    def turn(self) -> float:
        """Run what is due, if the lease is held; return the seconds until the next."""
        for sweep in self.sweeps:
            if self.stopping or not self.holds_lease():
                break
            if self.due[sweep.name] <= time.monotonic():
                self._run(sweep)
        if not self.holds_lease():
            return LONGEST_NAP
        soonest = min(self.due.values(), default=math.inf) - time.monotonic()
        return min(max(soonest, 0.0), LONGEST_NAP)

    def holds_lease(self) -> bool:
        """Say whether nobody else can have the lease, without asking the database."""
        return time.monotonic() < self.held_until

    def renew(self) -> None:
        """Take or renew the lease."""
        asked = time.monotonic()
        if Lease.objects.take(WORKER, self.holder, self.lease):
            self.held_until = asked + self.lease

    def _run(self, sweep: Sweep) -> None:
        self.busy_since = time.monotonic()
        if self._survive(sweep.name, sweep.run):
            self.failures[sweep.name] = 0
            pause = sweep.every
        else:
            self.failures[sweep.name] += 1
            pause = FIRST_PAUSE * 2.0 ** (self.failures[sweep.name] - 1)
            pause = max(sweep.every, min(pause, LONGEST_PAUSE))
        self.busy_since = None
        self.due[sweep.name] = time.monotonic() + pause

    def _survive(self, name: str, work: Callable[[], object]) -> bool:
        """Do the work; log type and frames of what it raises, never its message."""
        try:
            close_old_connections()
            work()
        except Exception as error:  # noqa: BLE001  one sweep must not end the others
            frames = "".join(traceback.format_tb(error.__traceback__))
            logger.error("%s failed: %s\n%s", name, type(error).__qualname__, frames)
            return False
        return True

    def _keep_lease(self) -> None:
        pause = self.lease / RENEWALS
        while not self.stopping:
            if not self._is_stuck():
                self._survive("lease", self.renew)
            again = time.monotonic() + pause
            while not self.stopping and time.monotonic() < again:
                time.sleep(min(pause, LONGEST_NAP))
        connections.close_all()

    def _is_stuck(self) -> bool:
        since = self.busy_since
        return since is not None and time.monotonic() - since > LONGEST_SWEEP

    def _give_back(self) -> None:
        Lease.objects.give_back(WORKER, self.holder)
