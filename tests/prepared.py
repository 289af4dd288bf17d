"""A state folder as a first start leaves it, made once for all tests of one tree."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
TRIES: Final = ROOT / "var" / "tries"
KEPT: Final = ROOT / "tests" / "var"
NOT_PART_OF_IT: Final = (":!tests", ":!docs", ":!bin")
OURS: Final = {
    "DJANGO_SETTINGS_MODULE",
    "ELASTICSEARCH_URL",
    "PYTHONPATH",
    "SECRET_KEY",
    "VAR_DIR",
}


def environment_of(state: Path) -> dict[str, str]:
    """Return the environment of a copy whose state lies there, and nothing of ours."""
    rest = {key: value for key, value in os.environ.items() if key not in OURS}
    return rest | {"VAR_DIR": str(state)}


def prepared() -> Path:
    """Return a state folder that nobody may write to, and make it if it is missing."""
    KEPT.mkdir(exist_ok=True)
    state = KEPT / f"prepared-{_fingerprint()}"
    with (KEPT / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not state.exists():
            _make(state)
    return state


def prepared_copy(place: Path) -> Path:
    """Put a copy of that state there, which may be written to."""
    return shutil.copytree(prepared(), place, symlinks=True)


def _make(state: Path) -> None:
    for old in KEPT.glob("prepared-*"):
        shutil.rmtree(old)
    unfinished = state.with_suffix(".unfinished")
    unfinished.mkdir()
    TRIES.mkdir(parents=True, exist_ok=True)
    (unfinished / "tries").symlink_to(TRIES)
    subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=ROOT,
        env=environment_of(unfinished),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    unfinished.rename(state)


def _fingerprint() -> str:
    """Tell by what the tree holds, committed or not, whether a state is still right."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        + ["--", ".", *NOT_PART_OF_IT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    whole = hashlib.sha256()
    for file in (ROOT / name for name in sorted(filter(None, listed.split("\0")))):
        if file.is_file():
            whole.update(bytes(file) + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:16]


if __name__ == "__main__":
    prepared()
