"""A broken file says what is wrong, harms nothing, and stops no other."""

from __future__ import annotations

from pathlib import Path

from django.core.management import CommandError, call_command

import pytest

from editorial import library
from editorial.actions import publish
from editorial.changes import changes_since
from editorial.library import Report
from practices.loader import PracticeLoader
from practices.models import Finding, Practice, PracticeText
from tests.factories import ConceptFactory

pytestmark = pytest.mark.django_db

FACTS = """
id: "{id}"
name: Haus der Türen
name_language: de
country: DE
evidence: E1
themes: [housing]
results:
  - key: survey
    direction: positive
    year: 2015
funding:
  - programme: A fund
    amount: 7413625.72
    currency: EUR
sources:
  - title: Annual report
    url: https://example.org/report
    publisher: Example Town
    read_on: 2026-11-23
    backs: [name, place, start, themes, results, funding, reach]
"""
TEXT = """---
title: A house
summary: In short.
evidence_reason: Counted.
findings:
  survey: People stayed.
disagreements:
  - field: start
    words: 2004 or 2006.
---
## reach

Four hundred.
"""
GERMAN = TEXT.replace("---\n", "---\ntranslated_from: en\ntranslator: person\n", 1)


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A library of two practices, the first of which tests break."""
    ConceptFactory(kind="theme", slug="housing")
    for slug, public_id in (("first", "1krbdg88"), ("second", "2krbdg88")):
        folder = tmp_path / slug
        folder.mkdir()
        (folder / "facts.yaml").write_text(FACTS.format(id=public_id))
        (folder / "en.md").write_text(TEXT)
        (folder / "de.md").write_text(GERMAN)
    monkeypatch.setattr(PracticeLoader, "folder", tmp_path)
    return tmp_path / "first"


def load() -> Report:
    return PracticeLoader().load()


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def first() -> Practice:
    return Practice.objects.get(public_id="1krbdg88")


def words_in(language: str):
    return first().texts.get(locale__language_code=language)


@pytest.mark.parametrize(
    ("name", "old", "new", "path", "reason"),
    [
        ("facts.yaml", "country:", "county:", "facts", "county: unknown key"),
        ("facts.yaml", "country: DE", "country: XX", "facts", "country: "),
        ("facts.yaml", "[housing]", "[housng]", "facts", "theme: no such concept"),
        ("facts.yaml", "    year:", "    yaer:", "facts", "results 1, yaer: unknown"),
        ("facts.yaml", "direction: positive", "direction: good", "facts", "results 1"),
        ("facts.yaml", "https://", "htps:/", "facts", "sources 1, url: "),
        ("facts.yaml", "2026-11-23", "2026-11", "facts", "sources 1, read_on: "),
        ("facts.yaml", "[name, ", "[nmae, ", "facts", "sources 1, backs: "),
        ("facts.yaml", "results, funding", "results", "facts", "No source backs"),
        ("facts.yaml", "id: ", "ed: ", "facts", "id: not there"),
        (
            "facts.yaml",
            "amount: 7413625.72",
            "amount: much",
            "facts",
            "funding 1, amount",
        ),
        ("facts.yaml", "\nname:", "\n  name:", "facts", "ParserError"),
        ("facts.yaml", "backs: [", "baks: [", "facts", "sources 1, baks: unknown"),
        ("en.md", "field: start", "field: strat", "en", "disagreements 1, fact"),
        ("en.md", "field: start", "feld: start", "en", "disagreements 1, feld: unk"),
        ("en.md", "summary:", "sumary:", "en", "sumary: unknown"),
        ("en.md", "evidence_reason", "reason", "en", "reason: unknown key"),
        ("en.md", "## reach", "## raech", "en", "## raech: unknown key"),
        ("en.md", "survey:", "survy:", "en", "survy: not there"),
        (
            "de.md",
            "translated_from: en",
            "translated_from: fr",
            "de",
            "translated_from: ",
        ),
        ("de.md", "## reach", "## staffing", "de", "No source backs"),
    ],
)
def test_broken_file_names_its_key_and_the_others_load(
    shipped, name, old, new, path, reason
):
    rewrite(shipped / name, old, new)
    report = load()
    [(broken, reasons)] = report.broken.items()
    assert broken == f"practices/first/{path}"
    assert any(why.startswith(reason) for why in reasons), reasons
    assert Practice.objects.get().public_id == "2krbdg88"
    assert not [done for done in report.loaded if "first" in done]


def test_thing_of_a_broken_file_stays_as_it_was(shipped):
    load()
    rewrite(shipped / "facts.yaml", "name: Haus", "name: Heim")
    rewrite(shipped / "en.md", "title: A house", "title: A home")
    rewrite(shipped / "de.md", "## reach", "## raech")
    assert "practices/first/de" in load().broken
    assert first().name == "Haus der Türen"
    assert words_in("en").title == "A house"
    rewrite(shipped / "de.md", "## raech", "## reach")
    assert len(load().loaded) == 2
    assert first().name == "Heim der Türen"


def test_renamed_row_takes_its_words_along_in_every_language(shipped):
    load()
    for name, key in (("facts.yaml", "key: survey"), ("en.md", "  survey:")):
        rewrite(shipped / name, key, key.replace("survey", "census"))
    rewrite(shipped / "de.md", "  survey:", "  census:")
    assert len(load().loaded) == 3
    for language in ("en", "de"):
        assert words_in(language).findings.get().result.key == "census"
    rewrite(shipped / "de.md", "People stayed", "Man blieb")
    assert load().loaded == ["practices/first/de"]


def test_row_with_words_in_a_file_that_was_forgotten_does_not_go(shipped):
    load()
    for name, key in (("facts.yaml", "key: survey"), ("en.md", "  survey:")):
        rewrite(shipped / name, key, key.replace("survey", "census"))
    assert load().broken == {
        "practices/first/facts": ["survey: gone, but it has words in de"]
    }
    assert words_in("de").findings.get().words == "People stayed."


def test_row_that_an_editors_words_speak_of_stays_and_is_listed(shipped):
    load()
    text = words_in("de")
    text.summary = "Von Hand."
    publish(text)
    for name, key in (("facts.yaml", "key: survey"), ("en.md", "  survey:")):
        rewrite(shipped / name, key, key.replace("survey", "census"))
    report = load()
    assert not report.broken
    assert "practices/first/facts" in report.kept
    assert words_in("de").findings.get().words == "People stayed."


def test_source_of_an_editors_words_does_not_go(shipped):
    load()
    text = words_in("de")
    text.staffing = "<p>Zwei.</p>"
    source = first().sources.get()
    source.backs = [*source.backs, "staffing"]
    source.save()
    publish(text)
    rewrite(shipped / "facts.yaml", "name: Haus", "name: Heim")
    assert "practices/first/facts" in load().kept
    assert "staffing" in first().sources.get().backs


def test_row_that_a_draft_speaks_of_stays_and_is_listed(shipped):
    load()
    for name in ("en.md", "de.md"):
        rewrite(shipped / name, "findings:\n  survey: People stayed.\n", "")
    load()
    text = words_in("de")
    text.findings = [Finding(result=first().results.get(), words="Man blieb.")]
    text.save_revision()
    PracticeText.objects.filter(pk=text.pk).update(has_unpublished_changes=True)
    rewrite(shipped / "facts.yaml", "key: survey", "key: census")
    load()
    assert first().results.get().key == "survey"


def test_key_that_an_editor_renamed_is_no_error_of_the_files(shipped):
    load()
    result = first().results.get()
    result.key = "census"
    result.save()
    rewrite(shipped / "de.md", "People stayed", "Man blieb")
    report = load()
    assert not report.broken
    assert report.kept == ["practices/first/de"]


def test_slip_of_the_pen_is_named_whatever_an_editor_changed(shipped):
    load()
    Practice.objects.filter(public_id="1krbdg88").update(name="Von Hand")
    rewrite(shipped / "de.md", "## reach", "## raech")
    assert load().broken == {"practices/first/de": ["## raech: unknown key"]}


def test_withdrawn_thing_stays_withdrawn_when_a_language_is_added(shipped):
    load()
    for text in first().texts.all():
        text.unpublish()
    (shipped / "fr.md").write_text(GERMAN)
    report = load()
    assert "practices/first/fr" in report.kept
    assert not Practice.objects.public().filter(public_id="1krbdg88").exists()


def test_concept_that_an_editor_deleted_is_left_out(shipped):
    library.record("vocabulary/theme/gone", {}, {})
    rewrite(shipped / "facts.yaml", "[housing]", "[housing, gone]")
    assert not load().broken
    assert [theme.slug for theme in first().themes.all()] == ["housing"]


def test_translation_that_ships_knows_nothing_of_an_editors_change(shipped):
    load()
    original = words_in("en")
    original.summary = "By hand."
    publish(original)
    rewrite(shipped / "de.md", "A house", "Ein Haus")
    (shipped / "fr.md").write_text(GERMAN)
    load()
    assert words_in("de").title == "Ein Haus"
    assert [words_in(language).editions_behind for language in ("de", "fr")] == [1, 1]


def test_shipped_translation_knows_what_has_changed(shipped):
    load()
    rewrite(shipped / "en.md", "Four hundred", "Five hundred")
    load()
    text = words_in("de")
    assert text.editions_behind == 1
    assert [str(change.heading) for change in changes_since(text)] == [
        "Whom it reaches"
    ]


def test_command_lists_what_is_broken_and_fails(shipped, capsys, monkeypatch):
    monkeypatch.setattr(library, "_LOADERS", {"practices": load})
    rewrite(shipped / "facts.yaml", "country:", "county:")
    with pytest.raises(CommandError):
        call_command("library")
    assert "practices/first/facts: county: unknown key" in capsys.readouterr().err
    assert Practice.objects.exists()


def test_command_lists_what_an_editor_changed(shipped, capsys, monkeypatch):
    monkeypatch.setattr(library, "_LOADERS", {"practices": load})
    call_command("library")
    text = words_in("en")
    text.summary = "By hand."
    publish(text)
    rewrite(shipped / "en.md", "In short", "In other words")
    capsys.readouterr()
    call_command("library")
    said = capsys.readouterr().out
    assert "practices: 0 loaded, 5 unchanged, 1 left alone" in said
    assert "left alone, changed by an editor: practices/first/en" in said
