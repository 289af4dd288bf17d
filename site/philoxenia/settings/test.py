"""For tests: real SQLite files and a real index, in a folder of each test process."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Word tries are the same for every run, so they are kept between runs.
TRIES = Path(__file__).resolve().parents[3] / "var" / "tries"
MEMORY = Path("/dev/shm")  # noqa: S108  Linux's own folder for it
ROOM = 4 * 1024**3
"""Bytes: the largest that a test makes is a fresh clone with all its packages."""


def _is_roomy(folder: Path) -> bool:
    """Tell whether all that tests make fits there, and programs may be run there."""
    if not folder.is_dir():
        return False
    about = os.statvfs(folder)
    return about.f_bavail * about.f_frsize >= ROOM and not (about.f_flag & os.ST_NOEXEC)


def _folder(prefix: str, where: Path | None = None) -> Path:
    """Return a new folder that is gone when this process ends."""
    folder = tempfile.mkdtemp(prefix=prefix, dir=where)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


# Databases and search servers wait for the disk at each write, to keep what no test
# keeps; memory makes nobody wait. What this process starts finds the same folder.
if "TMPDIR" not in os.environ and _is_roomy(MEMORY):
    tempfile.tempdir = os.environ["TMPDIR"] = str(_folder("tests-", MEMORY))
VAR = _folder("philoxenia-test-")
os.environ["VAR_DIR"] = str(VAR)
os.environ["SECRET_KEY"] = "for tests only, never for a running copy"  # noqa: S105
os.environ.pop("PUBLIC_URL", None)

from .main import *  # noqa: E402, F403  the environment must be set first

SEARCH_TRIES = TRIES
# The gate's tests of that engine ask for it themselves.
ELASTICSEARCH_URL = ""
(VAR / "static").mkdir()
WHITENOISE_USE_FINDERS = True
DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}  # noqa: F405
DATABASES["keys"]["TEST"] = {  # noqa: F405
    "NAME": str(VAR / "test-keys.sqlite3"),
    "MIGRATE": False,
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
