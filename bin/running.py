"""What runs on a state folder: how it is recorded, found and ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from packages import ROOT

MARK: Final = "PHILOXENIA_RUN"
"""Every process of a running copy carries its state folder under this name.

Process ids in a file would miss what outlives a launcher that was killed, and may
belong to a stranger by now; the mark is inherited and cannot.
"""
GRACE_SECONDS: Final = 10.0


def state_folder() -> Path:
    """Return the absolute folder that holds all state of this copy."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()


def shown(path: Path) -> str:
    """Return the path as a person in the product's folder would type it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def record_path(state: Path) -> Path:
    return state / "running.json"


def write_record(state: Path, port: int) -> None:
    """Say in the pid file who runs here and where it answers."""
    state.mkdir(parents=True, exist_ok=True)
    record = {"pid": os.getpid(), "port": port}
    record_path(state).write_text(json.dumps(record) + "\n")


def read_record(state: Path) -> dict[str, int]:
    """Return the pid file's words, or an empty dict when there is none to trust."""
    try:
        record = json.loads(record_path(state).read_text())
        return {"pid": int(record["pid"]), "port": int(record["port"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def processes(state: Path) -> list[int]:
    """Return the ids of all other processes that run on this state folder."""
    mark = f"{MARK}={state}"
    found = (
        _marked_in_proc(mark) if Path("/proc/self").exists() else _marked_in_ps(mark)
    )
    return [pid for pid in found if pid != os.getpid()]


def _marked_in_proc(mark: str) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        # Gone meanwhile, or another user's.
        with suppress(OSError):
            if os.fsencode(mark) in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def _marked_in_ps(mark: str) -> list[int]:
    """The same where there is no `/proc`, as on macOS."""
    listing = subprocess.run(
        ["ps", "-A", "-E", "-ww", "-o", "pid=,command="],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [
        int(line.split(None, 1)[0])
        for line in listing.splitlines()
        if f" {mark} " in f"{line} "
    ]


def end_all(state: Path) -> int:
    """End every other process of this copy and return how many there were.

    Each gets ten seconds to finish what it is at, then is killed.
    """
    first = processes(state)
    _signal(first, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while left := processes(state):
        if time.monotonic() > deadline:
            _signal(left, signal.SIGKILL)
        time.sleep(0.05)
    record_path(state).unlink(missing_ok=True)
    return len(first)


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
