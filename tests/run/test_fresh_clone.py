from __future__ import annotations

import sys
import time
import urllib.error
from contextlib import suppress

import pytest

PATIENCE = 600
"""Seconds; what a start really takes is printed, because the machine decides it."""


def wait_until_ready(clone) -> None:
    """The worker may take some seconds longer than the web process."""
    deadline = time.monotonic() + PATIENCE
    while True:
        with suppress(urllib.error.HTTPError):
            assert clone.get("/readyz") == 200
            return
        assert time.monotonic() < deadline
        time.sleep(0.5)


@pytest.mark.gate
def test_fresh_clone_serves_soon_and_next_time_at_once(clone, capsys):
    first = clone.start(within=PATIENCE)
    assert "Administrator: admin   Password: " in clone.said
    assert f"Open http://127.0.0.1:{clone.port}/" in clone.said
    wait_until_ready(clone)
    assert clone.get("/en/") == 200
    clone.make("stop")

    later = clone.start()
    assert "Password" not in clone.said
    assert later < first
    with capsys.disabled():
        sys.stdout.write(
            f"\nFirst start {first:.0f} s (promised 180), later {later:.1f} s (10).\n"
        )
