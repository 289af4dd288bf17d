"""Compile the catalogs of the interface, or gather their messages from the source."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from packages import PYTHON, ROOT
from steps import Failed, end_with, step

LOCALE: Final = ROOT / "site" / "philoxenia" / "locale"
NOT_OURS: Final = (".venv", "var", "tests", "docs", "bin")


def compile_catalogs() -> None:
    """Write the `.mo` of every `.po` that is newer than its own."""
    if not _outdated():
        return
    with step("Compile catalogs"):
        command: list[str | Path] = [PYTHON, "-m", "babel.messages.frontend", "compile"]
        command += ["--quiet", "--domain", "django", "--directory", LOCALE]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or _outdated():
            names = ", ".join(str(path.relative_to(ROOT)) for path in _outdated())
            raise Failed(
                f"These catalogs could not be compiled: {names}\n{done.stderr}\n"
                "A catalog whose header is marked `#, fuzzy` is passed over: "
                "delete that mark."
            )


def _outdated() -> list[Path]:
    return [
        source
        for source in sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
        if not (made := source.with_suffix(".mo")).exists()
        or made.stat().st_mtime < source.stat().st_mtime
    ]


def gather_messages() -> None:
    """Bring every catalog up to the strings in the source, with GNU gettext."""
    if not shutil.which("xgettext"):
        raise Failed(
            "`make messages` needs GNU gettext (xgettext, msgmerge). "
            "Debian: apt-get install gettext; macOS: brew install gettext."
        )
    sys.path.insert(0, str(ROOT / "site"))
    from languages.registry import CODES

    command: list[str | Path] = [PYTHON, ROOT / "manage.py", "makemessages"]
    command += ["--no-wrap", "--no-obsolete", "--add-location", "file"]
    command += [f"--locale={code}" for code in CODES]
    command += [f"--ignore={folder}" for folder in NOT_OURS]
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    try:
        {"compile": compile_catalogs, "gather": gather_messages}[sys.argv[1]]()
    except Failed as failure:
        sys.exit(end_with(failure))
