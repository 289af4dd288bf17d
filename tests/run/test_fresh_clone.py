from __future__ import annotations

import pytest

FIRST_START_SECONDS = 180
LATER_START_SECONDS = 10


@pytest.mark.gate
def test_fresh_clone_serves_soon_and_next_time_at_once(clone):
    assert clone.start(within=600) < FIRST_START_SECONDS, clone.said
    assert "Administrator: admin   Password: " in clone.said
    assert f"Open http://127.0.0.1:{clone.port}/" in clone.said
    assert clone.get("/readyz") == 200
    assert clone.get("/en/") == 200
    clone.make("stop")

    assert clone.start() < LATER_START_SECONDS, clone.said
    assert "Password" not in clone.said
