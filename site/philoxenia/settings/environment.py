"""What the operator says through environment variables; docs/settings.md names each."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))
"""All state of a running copy."""

ROOMS = ("site", "toolkit", "newsroom", "practices", "stories", "search")
_SHOWN = (".py", ".html", ".mo", ".css", ".svg")

PORT = int(os.environ.get("PORT", "8000"))
PUBLIC_URL = os.environ.get("PUBLIC_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
PRODUCTION = PUBLIC_URL.startswith("https://")
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or "127.0.0.1"


def secret_key() -> str:
    """Return SECRET_KEY, or the key kept in `var/`, made on the first start."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    path = VAR_DIR / "secret-key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        # Exclusive creation: web and worker may start at the same moment.
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def release() -> str:
    """Return RELEASE, or what tells this state of the source from another one.

    Readers' browsers keep pages; a new template or catalog must make them ask again.
    """
    if given := os.environ.get("RELEASE"):
        return given
    sources = (
        path
        for folder in ROOMS
        for path in (BASE_DIR / folder).rglob("*")
        if path.suffix in _SHOWN
    )
    return str(max(path.stat().st_mtime_ns for path in sources))


def words(name: str) -> list[str]:
    """Return a comma-separated variable as a list."""
    return [
        word.strip() for word in os.environ.get(name, "").split(",") if word.strip()
    ]
