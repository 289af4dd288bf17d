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
        # In the environment that has Babel; this one may be the bare system's.
        done = subprocess.run(
            [PYTHON, __file__, "write"], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Failed(f"Catalogs could not be compiled.{done.stderr.rstrip()}")


def write_catalogs() -> None:
    """Write them with Babel; raise for words that would break a page.

    `pybabel compile` would pass over a catalog with a fuzzy header, which is what
    makemessages makes.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in _outdated():
        with source.open("rb") as words:
            catalog = read_po(words, locale=source.parts[-3])
        for message, errors in catalog.check():
            raise Failed(f"{source.relative_to(ROOT)}, {message.id!r}: {errors[0]}")
        made = source.with_suffix(".mo")
        with made.with_suffix(".new").open("wb") as new:
            write_mo(new, catalog)
        made.with_suffix(".new").replace(made)


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


TASKS: Final = {
    "compile": compile_catalogs,
    "gather": gather_messages,
    "write": write_catalogs,
}

if __name__ == "__main__":
    try:
        TASKS[sys.argv[1]]()
    except Failed as failure:
        sys.exit(end_with(failure))
