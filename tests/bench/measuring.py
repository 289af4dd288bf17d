"""What every measurement stands on: a throw-away copy of the site, and a printed row.

Not a measurement itself. A script begins with

    import measuring

    measuring.set_up()

and then imports the product. Processes that it starts join the same copy.
"""

from __future__ import annotations

import atexit
import os
import platform
import re
import runpy
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FETCHED = ROOT / "var" / "bench"
"""Where data that others publish is kept between runs."""

NODE = ROOT / "tests" / "elasticsearch"
STATE = "BENCH_STATE"


def set_up() -> None:
    """Make a copy of the site with an empty database, and let Django run on it."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    ours = STATE not in os.environ
    if ours:
        _make_state()
    os.environ |= {
        "VAR_DIR": os.environ[STATE],
        "SECRET_KEY": "for measurements only, never for a running copy",
        "DJANGO_SETTINGS_MODULE": "philoxenia.settings.main",
        # Never the index of a running copy, whatever node is measured.
        "ELASTICSEARCH_INDEX": "philoxenia-bench",
    }
    for name in ("DATABASE_URL", "KEYS_DATABASE_URL", "PUBLIC_URL"):
        os.environ.pop(name, None)
    import django

    django.setup()
    if ours:
        _make_database()
        print(f"{Path(sys.argv[0]).name}, on {machine()}\n{row(*HEAD)}\n{row(*RULE)}")


def _make_state() -> None:
    state = Path(tempfile.mkdtemp(prefix="philoxenia-bench-"))
    atexit.register(shutil.rmtree, state, ignore_errors=True)
    tries = ROOT / "var" / "tries"
    tries.mkdir(parents=True, exist_ok=True)
    (state / "tries").symlink_to(tries.resolve())
    (state / "static").mkdir()
    os.environ[STATE] = str(state)


def _make_database() -> None:
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    from editorial import concepts
    from philoxenia.furnish import furnish

    # The models as they are: their history takes half a minute.
    settings.MIGRATION_MODULES = dict.fromkeys(
        (app.label for app in apps.get_app_configs()), None
    )
    call_command("migrate", run_syncdb=True, verbosity=0)
    furnish()
    concepts.load()


def machine() -> str:
    """Return what the figures were measured on."""
    described = Path("/proc/cpuinfo").read_text()
    names = re.findall(r"^model name\s*: (.*)$", described, flags=re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} × {names[0] if names else platform.machine()}, "
        f"{memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"
    )


HEAD = ("What", "At least", "Measured")
RULE = ("---", "---", "---")


def row(what: str, at_least: str, measured: str) -> str:
    return f"| {what:58} | {at_least:>12} | {measured:>34} |"


def show(what: str, measured: str, at_least: str = "", *, short: bool = False) -> None:
    """Print one row of the table; `short` marks what the promise did not reach."""
    print(row(what, at_least, f"{measured}{' SHORT' if short else ''}"), flush=True)


def as_a_web_worker() -> None:
    """Look for garbage as seldom as a process does that answers requests."""
    settings = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    settings["pre_fork"](None, None)


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Return p50 and p95 in milliseconds."""
    return (
        statistics.median(seconds) * 1000,
        statistics.quantiles(seconds, n=20)[-1] * 1000,
    )


@contextmanager
def elasticsearch() -> Iterator[str]:
    """Yield the address of a node: the one of ELASTICSEARCH_URL, or one of our own."""
    if given := os.environ.get("ELASTICSEARCH_URL"):
        yield given
        return
    folder = Path(os.environ[STATE]) / "node"
    started = subprocess.run(
        [NODE / "start", "0", folder], stdout=subprocess.PIPE, text=True, check=True
    )
    try:
        yield started.stdout.strip()
    finally:
        subprocess.run([NODE / "stop", folder], check=True)
