"""Real worker processes on one database: two at once, killed, asked to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("some_worker.py")
LEASE = 3.0
PATIENCE = 30.0

pytestmark = pytest.mark.gate


Starter = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Starter]:
    """Start worker processes on a database of this test's own."""
    processes: list[subprocess.Popen[str]] = []
    paths = os.pathsep.join((str(ROOT), str(ROOT / "site")))

    def begin(what: str = "work", lease: float = LEASE) -> subprocess.Popen[str]:
        processes.append(
            subprocess.Popen(
                [sys.executable, str(SCRIPT), str(tmp_path), what, str(lease)],
                env=os.environ | {"PYTHONPATH": paths, "PYTHONUNBUFFERED": "1"},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return processes[-1]

    assert begin("migrate").wait(PATIENCE) == 0
    yield begin
    for process in processes:
        process.kill()
        process.communicate()


def eventually(state: Callable[[], bool]) -> None:
    """Wait until the state holds."""
    began = time.monotonic()
    while not state():
        assert time.monotonic() - began < PATIENCE, "waited in vain"
        time.sleep(0.05)


def workers(folder: Path) -> list[int]:
    """The process of each piece of work, in order."""
    path = folder / "work"
    lines = path.read_text().splitlines() if path.exists() else []
    return [int(line.split()[0]) for line in lines]


def test_two_workers_take_turns_and_never_work_at_once(start, tmp_path):
    processes = {start(lease=60).pid, start(lease=60).pid}
    eventually(lambda: len(workers(tmp_path)) > 40)
    assert len(set(workers(tmp_path))) == 1
    assert set(workers(tmp_path)) < processes


def test_other_worker_takes_over_from_a_killed_one(start, tmp_path):
    first = start()
    eventually(lambda: first.pid in workers(tmp_path))
    second = start()
    time.sleep(1.5 * LEASE)
    assert second.pid not in workers(tmp_path)
    first.send_signal(signal.SIGKILL)
    eventually(lambda: second.pid in workers(tmp_path))


def test_stopped_worker_leaves_the_lease_free(start, tmp_path):
    first = start(lease=600)
    eventually(lambda: first.pid in workers(tmp_path))
    first.terminate()
    assert first.wait(PATIENCE) == 0
    second = start(lease=600)
    eventually(lambda: second.pid in workers(tmp_path))


def test_running_sweep_is_finished_before_the_worker_ends(start, tmp_path):
    process = start("slow")
    eventually((tmp_path / f"slow-{process.pid}").exists)
    process.terminate()
    assert process.wait(PATIENCE) == 0
    assert (tmp_path / f"slow-ended-{process.pid}").exists()


def test_long_sweep_keeps_its_lease(start, tmp_path):
    first = start("slow")
    eventually((tmp_path / f"slow-{first.pid}").exists)
    second = start("slow")
    eventually((tmp_path / f"slow-ended-{first.pid}").exists)
    assert not (tmp_path / f"slow-{second.pid}").exists()


def test_failing_sweep_is_logged_without_its_message(start, tmp_path):
    process = start()
    eventually(lambda: process.pid in workers(tmp_path))
    process.terminate()
    _output, log = process.communicate(timeout=PATIENCE)
    assert "fail failed: RuntimeError" in log
    assert "some_worker.py" in log
    assert "a name that must not reach the log" not in log


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_command_ends_cleanly_on_signals(start, number):
    process = start("command")
    assert "Worker started: sweeps.checkpoint" in process.stdout.readline()
    process.send_signal(number)
    output, log = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Worker stopped" in output
    assert not log
