from __future__ import annotations

import sys

import pytest

PATIENCE = 600
"""Seconds; what a start really takes is printed, because the machine decides it."""


@pytest.mark.gate
def test_fresh_clone_serves_soon_and_next_time_at_once(clone, capsys):
    first = clone.start(within=PATIENCE)
    assert "Administrator: admin   Password: " in clone.said
    assert f"Open http://127.0.0.1:{clone.port}/" in clone.said
    assert clone.get("/readyz") == 200
    assert clone.get("/en/") == 200
    clone.make("stop")

    later = clone.start()
    assert "Password" not in clone.said
    assert later < first
    with capsys.disabled():
        sys.stdout.write(
            f"\nFirst start {first:.0f} s (promised 180), later {later:.1f} s (10).\n"
        )
