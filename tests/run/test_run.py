from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.gate
def test_copy_answers_silently_and_make_stop_ends_all_of_it(copy):
    copy.start()
    assert copy.get("/livez") == 200
    query, browser = "whereisamina", {"User-Agent": "TellingBrowser"}
    assert copy.get(f"/en/search/?q={query}", browser) == 200
    assert len(copy.processes()) >= 4
    stopped = copy.make("stop")
    assert f"Stopped the copy on port {copy.port}" in stopped.stdout
    assert copy.wait() == 0
    assert not copy.processes()
    assert query not in copy.said
    assert "TellingBrowser" not in copy.said


@pytest.mark.gate
def test_copy_ends_with_its_launcher(copy):
    copy.start()
    copy.signal(signal.SIGTERM)
    assert copy.wait() == 0
    assert not copy.processes()
    assert not (copy.state / "running.json").exists()


@pytest.mark.gate
def test_copy_whose_launcher_was_killed_can_be_stopped(copy):
    copy.start()
    copy.signal(signal.SIGKILL)
    copy.wait()
    assert copy.get("/livez") == 200
    refused = copy.make("run", "PORT=1")
    assert refused.returncode
    assert "Stopped the copy" in copy.make("stop").stdout
    assert not copy.processes()


@pytest.mark.gate
def test_copy_ends_with_its_terminal(copy):
    pid, terminal = pty.fork()
    if pid == 0:
        # As in a terminal, whatever started these tests ignores.
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, signal.SIG_DFL)
        os.chdir(ROOT)
        command = ["make", "run", f"PORT={copy.port}"]
        os.execvpe("make", command, copy.environment)  # noqa: S606
    _read_until(terminal, b"Ready after")
    os.close(terminal)
    os.waitpid(pid, 0)
    assert not copy.processes()


def _read_until(terminal: int, words: bytes) -> None:
    seen, deadline = b"", time.monotonic() + 120
    while words not in seen:
        assert time.monotonic() < deadline, seen
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 65536)


@pytest.mark.gate
def test_ended_process_ends_the_others_with_a_word(copy):
    copy.start()
    for pid, command in copy.processes().items():
        if "manage.py worker" in command:
            os.kill(pid, signal.SIGKILL)
    assert copy.wait()
    assert "A process ended by itself" in copy.said
    assert not copy.processes()


def test_busy_port_is_the_first_error_and_names_the_remedy(copy, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        started = time.monotonic()
        refused = copy.make("run", f"PORT={port}", f"VAR_DIR={tmp_path}")
    assert time.monotonic() - started < 3
    assert refused.returncode
    assert f"Port {port} is busy" in refused.stderr
    assert "running.json" in refused.stderr
    assert "make stop" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_port_that_is_none_is_refused_with_an_example(copy):
    refused = copy.make("run", "PORT=http")
    assert "PORT=http is no port. Example: make run PORT=8123" in refused.stderr


def test_stop_without_a_copy_says_so(copy, tmp_path):
    stopped = copy.make("stop", f"VAR_DIR={tmp_path}")
    assert stopped.returncode == 0
    assert f"Nothing is running on {tmp_path}" in stopped.stdout


def test_stale_pid_file_harms_no_stranger(copy, tmp_path):
    with subprocess.Popen(["sleep", "60"]) as stranger:
        record = f'{{"pid": {stranger.pid}, "port": 8000}}'
        (tmp_path / "running.json").write_text(record)
        copy.make("stop", f"VAR_DIR={tmp_path}")
        assert stranger.poll() is None
        stranger.kill()


def test_old_python_is_named(tmp_path):
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 || exit 1\n')
    old.chmod(0o755)
    (tmp_path / "dirname").symlink_to(shutil.which("dirname"))
    launcher = tmp_path / "launcher"
    launcher.write_text((ROOT / "bin" / "python").read_text())
    refused = subprocess.run(
        ["/bin/sh", launcher, "run.py"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert (
        "needs Python 3.11 or newer, but there is only: Python 3.9.2" in refused.stderr
    )
