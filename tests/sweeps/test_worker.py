from __future__ import annotations

import logging

import pytest

from sweeps import worker as module
from sweeps.models import WORKER, Lease
from sweeps.registry import Sweep
from sweeps.worker import Worker

pytestmark = pytest.mark.django_db


class Diary:
    """Sweeps that write down when they ran, and fail when told to."""

    def __init__(self) -> None:
        self.entries: list[str] = []

    def sweep(self, name: str, every: float = 0.0, error: Exception | None = None):
        def run() -> int:
            self.entries.append(name)
            if error:
                raise error
            return 1

        return Sweep(name, run, every)


@pytest.fixture
def diary() -> Diary:
    return Diary()


def at_work(*sweeps: Sweep) -> Worker:
    worker = Worker(sweeps)
    worker.renew()
    return worker


def test_due_sweeps_run_in_order(diary):
    at_work(diary.sweep("a"), diary.sweep("b")).turn()
    assert diary.entries == ["a", "b"]


def test_sweep_rests_until_it_is_due_again(diary):
    worker = at_work(diary.sweep("often"), diary.sweep("seldom", every=60))
    worker.turn()
    worker.turn()
    assert diary.entries == ["often", "seldom", "often"]


def test_failing_sweep_does_not_stop_the_others(diary):
    worker = at_work(diary.sweep("broken", error=OSError()), diary.sweep("sound"))
    worker.turn()
    worker.turn()
    assert diary.entries == ["broken", "sound", "sound"]


def test_failing_sweep_rests_longer_each_time(diary, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    worker = Worker([diary.sweep("broken", every=0.2, error=OSError())], lease=10**6)
    worker.renew()
    for _second in range(16):
        worker.turn()
        clock[0] += 1
    assert len(diary.entries) == 5


def test_log_names_type_and_frames_alone(diary, caplog):
    error = ValueError("what somebody wrote")
    with caplog.at_level(logging.ERROR):
        at_work(diary.sweep("broken", error=error)).turn()
    assert "broken failed: ValueError" in caplog.text
    assert "test_worker.py" in caplog.text
    assert "what somebody wrote" not in caplog.text


def test_nothing_runs_without_the_lease(diary):
    Lease.objects.take(WORKER, "somebody else", 60)
    worker = at_work(diary.sweep("a"))
    worker.turn()
    assert not diary.entries


def test_lease_that_could_have_lapsed_is_not_relied_on(diary, monkeypatch):
    worker = at_work(diary.sweep("a"))
    monkeypatch.setattr(module.time, "monotonic", lambda: worker.held_until + 0.1)
    worker.turn()
    assert not diary.entries


def test_idle_turn_asks_the_database_nothing(diary, django_assert_num_queries):
    worker = at_work(diary.sweep("a", every=60))
    worker.turn()
    with django_assert_num_queries(0):
        worker.turn()


def test_nap_ends_when_the_next_sweep_is_due(diary):
    worker = at_work(diary.sweep("a", every=0.2), diary.sweep("b", every=60))
    assert 0 < worker.turn() <= 0.2


def test_worker_without_sweeps_naps():
    assert at_work().turn() == module.LONGEST_NAP


def test_asked_to_stop_it_begins_no_other_sweep(diary):
    worker = Worker([])
    stop = Sweep("stop", lambda: worker.stop() or 0, 0.0)
    worker = at_work(stop, diary.sweep("later"))
    worker.turn()
    assert not diary.entries


def test_stuck_sweep_loses_its_lease():
    worker = at_work()
    worker.busy_since = worker.held_until - module.LONGEST_SWEEP - module.LEASE - 1
    assert worker._is_stuck()
