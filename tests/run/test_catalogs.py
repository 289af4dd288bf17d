from __future__ import annotations

import gettext
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEADER = """#, fuzzy
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@pytest.fixture
def catalogs(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "bin"))
    import catalogs

    monkeypatch.setattr(catalogs, "LOCALE", tmp_path)
    monkeypatch.setattr(catalogs, "ROOT", tmp_path)
    return catalogs


def write(locale: Path, words: str) -> None:
    source = locale / "de" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(HEADER + words)


def test_catalog_with_fuzzy_header_is_compiled(catalogs, tmp_path):
    write(tmp_path, 'msgid "Yes"\nmsgstr "Ja"\n')
    catalogs.write_catalogs()
    assert gettext.translation("django", tmp_path, ["de"]).gettext("Yes") == "Ja"


def test_fuzzy_message_is_left_in_english(catalogs, tmp_path):
    write(tmp_path, '#, fuzzy\nmsgid "Yes"\nmsgstr "Nein"\n')
    catalogs.write_catalogs()
    assert gettext.translation("django", tmp_path, ["de"]).gettext("Yes") == "Yes"


def test_wrong_placeholder_names_catalog_and_message(catalogs, tmp_path):
    write(tmp_path, '#, python-format\nmsgid "%(n)s hits"\nmsgstr "%(m)s Treffer"\n')
    with pytest.raises(Exception, match=r"django\.po, '%\(n\)s hits': unknown"):
        catalogs.write_catalogs()
