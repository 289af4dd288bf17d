from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.prepared import ROOT, environment_of, prepared_copy


class Copy:
    """A copy of the product on a state folder and a port of its own."""

    def __init__(self, state: Path, root: Path = ROOT) -> None:
        self.state = state
        self.root = root
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.output = state.with_name(f"{state.name}.log")
        self.extra: dict[str, str] = {}
        self._launcher: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        return environment_of(self.state) | self.extra

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ["make", *arguments],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if arguments == ("stop",) and self._launcher:
            # A launcher that nobody waited for warns in whatever test comes next.
            self._launcher.wait(timeout=30)
        return done

    def start(self, *, within: float = 600) -> float:
        """Run `make run` until it says that it is ready; return the seconds it took."""
        started = time.monotonic()
        with self.output.open("w") as output:
            self._launcher = subprocess.Popen(
                ["make", "run", f"PORT={self.port}"],
                cwd=self.root,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        deadline = time.monotonic() + within
        while "Ready after" not in self.said:
            assert self._launcher.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)
        return time.monotonic() - started

    @property
    def said(self) -> str:
        return self.output.read_text()

    @property
    def record(self) -> dict[str, int]:
        return json.loads((self.state / "running.json").read_text())

    def get(self, path: str, headers: dict[str, str] | None = None) -> int:
        address = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(address, headers=headers or {})
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310  ours
            return answer.status

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.record["pid"], number)

    def wait(self) -> int:
        assert self._launcher
        return self._launcher.wait(timeout=30)

    def processes(self) -> dict[int, str]:
        """Return id and command line of all that runs on this state folder."""
        mark = f"PHILOXENIA_RUN={self.state}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    words = (folder / "cmdline").read_bytes().split(b"\0")
                    found[int(folder.name)] = b" ".join(words).decode()
            except OSError:
                continue
        return found


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Copy]:
    """What a newcomer has: a fresh clone and an empty package cache."""
    root = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, root], check=True)
    copy = Copy(root / "var", root)
    copy.extra = {"PIP_CACHE_DIR": str(tmp_path / "cache")}
    yield copy
    copy.make("stop")


@pytest.fixture(scope="session")
def _state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared_copy(tmp_path_factory.mktemp("run") / "var")


@pytest.fixture
def copy(_state: Path) -> Iterator[Copy]:
    copy = Copy(_state)
    yield copy
    copy.make("stop")
    assert not copy.processes()
