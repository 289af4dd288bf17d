"""See to it that Chromium, fonts for every script of the interface and, for the gate
(`--gate`), a reader of PDF files and what an Elasticsearch node needs are there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Final

from steps import Failed, end_with, step

BROWSERS: Final = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
)
FONTS: Final = {"Noto Sans": "fonts-noto-core", "Noto Naskh Arabic": "fonts-noto-core"}
"""Families that pages name (identity of the site), and Debian's packages with them."""

PROGRAMS_OF_THE_GATE: Final = {
    "pdftotext": "poppler-utils",
    "javac": "openjdk-17-jdk-headless",
    "mvn": "maven",
    "xgettext": "gettext",
}


def missing() -> list[str]:
    """Return the Debian packages that tests in a browser, or of the gate, lack here."""
    packages = [] if any(map(shutil.which, BROWSERS)) else [_browser()]
    lacking = set() if shutil.which("fc-list") else {"fontconfig"}
    families = _output("fc-list", ":", "family")
    lacking |= {package for name, package in FONTS.items() if name not in families}
    if "--gate" in sys.argv:
        programs = PROGRAMS_OF_THE_GATE.items()
        lacking |= {package for name, package in programs if not shutil.which(name)}
    return packages + sorted(lacking)


def _browser() -> str:
    """Return the package of the smallest browser that this system's lists have."""
    return BROWSERS[0] if _output("apt-cache", "show", BROWSERS[0]) else BROWSERS[1]


def _output(*command: str) -> str:
    try:
        return subprocess.run(
            command, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def main() -> int:
    if not (packages := missing()):
        return 0
    if os.geteuid() or not shutil.which("apt-get"):
        names = " ".join(packages)
        raise Failed(
            f"These tests need Debian's packages {names} or their like.\n"
            f"On Debian and Ubuntu: sudo apt-get install {names}"
        )
    with step("Ask what packages there are"):
        _apt("update")
    packages = missing()
    with step(f"Install {' '.join(packages)}"):
        _apt("install", "--yes", "--no-install-recommends", *packages)
    if still := missing():
        raise Failed(f"apt-get ran, but these are still missing: {' '.join(still)}")
    return 0


def _apt(*arguments: str) -> None:
    done = subprocess.run(
        ["apt-get", *arguments],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(f"apt-get {' '.join(arguments)} failed:\n{done.stdout[-2000:]}")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(end_with(failure))
