"""What the docs promise: every setting and command has a heading."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "philoxenia",
    "pages",
    "toolkit",
    "practices",
    "stories",
    "search",
    "editorial",
    "vocabulary",
)
OURS += ("images", "sweeps", "staff", "languages")
HEADINGS = re.findall(
    r"^### (\S+)$", (ROOT / "docs" / "settings.md").read_text(), flags=re.MULTILINE
)


def test_every_setting_has_a_heading():
    sources = [
        *(ROOT / "site" / "philoxenia" / "settings").glob("*.py"),
        ROOT / "gunicorn.conf.py",
    ]
    read = set()
    for source in sources:
        read |= set(re.findall(r'environ\.get\(\s*[f]?"([A-Z_]+)"', source.read_text()))
    assert read
    assert read <= {*HEADINGS, "DJANGO_SETTINGS_MODULE"}


def test_every_command_has_a_heading():
    ours = {name for name, app in get_commands().items() if app in OURS}
    assert ours
    assert ours <= set(HEADINGS)


def test_no_package_named_site_shadows_pythons_own():
    import site

    assert not (ROOT / "site" / "__init__.py").exists()
    assert callable(site.getsitepackages)


def test_readme_is_short():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 100
