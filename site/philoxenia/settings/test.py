"""For tests: real SQLite files and a real index, in a folder of each test process."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Word tries are the same for every run, so they are kept between runs.
TRIES = Path(__file__).resolve().parents[3] / "var" / "tries"
VAR = Path(tempfile.mkdtemp(prefix="philoxenia-test-"))
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
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
