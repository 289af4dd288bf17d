"""The catalogs are whole: every message, in every language, with its placeholders."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from languages.registry import CODES, ORIGINAL

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "site" / "philoxenia" / "locale"
TRANSLATED = [code for code in CODES if code != ORIGINAL]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\{.*?\}\}|\{\w+\}|</?\w+[^>]*>")


def catalog(code: str) -> polib.POFile:
    return polib.pofile(LOCALE / code / "LC_MESSAGES" / "django.po")


def forms(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Return (source, translation) of every form; the last source serves the rest."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid_plural, words) for words in entry.msgstr_plural.values()]


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated(code: str):
    messages = catalog(code)
    missing = [
        entry.msgid
        for entry in messages
        if "fuzzy" in entry.flags or not all(words for _source, words in forms(entry))
    ]
    assert len(messages) > 100
    assert not missing


@pytest.mark.parametrize("code", TRANSLATED)
def test_placeholders_and_tags_survive(code: str):
    wrong = [
        (source, words)
        for entry in catalog(code)
        for source, words in forms(entry)
        if not set(PLACEHOLDER.findall(words)) <= set(PLACEHOLDER.findall(source))
        or (
            not entry.msgid_plural
            and set(PLACEHOLDER.findall(words)) != set(PLACEHOLDER.findall(source))
        )
    ]
    assert not wrong


@pytest.mark.parametrize("code", TRANSLATED)
def test_languages_have_the_same_messages(code: str):
    original = {entry.msgid for entry in catalog(ORIGINAL)}
    assert {entry.msgid for entry in catalog(code)} == original


@pytest.mark.gate
def test_catalogs_match_the_source(tmp_path: Path):
    assert shutil.which("xgettext"), "This check needs GNU gettext."
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    (clone / ".venv").symlink_to(ROOT / ".venv")
    subprocess.run(
        [sys.executable, "bin/catalogs.py", "gather"],
        cwd=clone,
        check=True,
        capture_output=True,
    )
    gathered = polib.pofile(
        clone / "site/philoxenia/locale" / ORIGINAL / "LC_MESSAGES/django.po"
    )
    assert {entry.msgid for entry in gathered} == {
        entry.msgid for entry in catalog(ORIGINAL)
    }
