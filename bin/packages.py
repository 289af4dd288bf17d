"""Put what `requirements/<kind>.txt` pins into `.venv`, unless it is there already."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from steps import Failed, end_with, step

ROOT: Final = Path(__file__).resolve().parents[1]
VENV: Final = ROOT / ".venv"
PYTHON: Final = VENV / "bin" / "python"

KINDS: Final = {"base": ("base",), "dev": ("base", "dev")}
"""The lock files that installing one of them satisfies."""


def install(kind: str) -> None:
    """Install the lock file `kind`, or return at once when its stamp matches."""
    if _stamp(kind).is_file() and _stamp(kind).read_text() == _fingerprint(kind):
        return
    if not _usable():
        _make_venv()
    with step("Install packages"):
        _install_all(_pins(kind))
    for satisfied in KINDS[kind]:
        _stamp(satisfied).write_text(_fingerprint(satisfied))


def _stamp(kind: str) -> Path:
    # Beside the packages: a newer Python under the same name has none of them.
    major, minor = sys.version_info[:2]
    return VENV / "lib" / f"python{major}.{minor}" / f"installed-{kind}"


def _fingerprint(kind: str) -> str:
    lock = (ROOT / "requirements" / f"{kind}.txt").read_bytes()
    return hashlib.sha256(lock).hexdigest()


def _usable() -> bool:
    """Whether `.venv` has a pip and the Python version that runs this."""
    check = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    try:
        return not subprocess.run(
            [PYTHON, "-c", check], capture_output=True, check=False
        ).returncode
    except OSError:
        return False


def _make_venv() -> None:
    with step("Make .venv"):
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise Failed(
                f"Python cannot make .venv:\n{made.stdout}{made.stderr}\n"
                "On Debian and Ubuntu, `apt-get install python3-venv` helps."
            )


def _pins(kind: str) -> list[str]:
    """Return the pinned packages of a lock file, which names every one they need."""
    lines = (ROOT / "requirements" / f"{kind}.txt").read_text().splitlines()
    return [line for line in lines if line and line[0] not in " #-"]


def _install_all(pins: list[str]) -> None:
    """Install them, a share on each core: pip computes more than it waits."""
    cores = os.cpu_count() or 1
    shares = [pins[core::cores] for core in range(cores)]
    pips = [_start_pip(share) for share in shares if share]
    try:
        said = [pip.communicate()[0] for pip in pips]
    except BaseException:
        for pip in pips:
            pip.terminate()
        raise
    for pip, words in zip(pips, said, strict=True):
        if pip.returncode:
            raise Failed(
                f"pip could not install the packages:\n{words[-3000:]}\n"
                f"Are package downloads reachable, and is {os.fspath(VENV)} writable? "
                "Then run the same command again; it goes on where it stopped."
            )


def _start_pip(pins: list[str]) -> subprocess.Popen[str]:
    # Most modules are never imported; Python compiles those that are.
    command: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--no-deps"]
    command += ["--no-input", "--prefer-binary", "--disable-pip-version-check"]
    command += ["--no-compile", *pins]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
    )


if __name__ == "__main__":
    try:
        install(sys.argv[1])
    except Failed as failure:
        sys.exit(end_with(failure))
