"""Practices that ship, loaded again and again without harm."""

from __future__ import annotations

import shutil

import pytest

from editorial import concepts, library
from editorial.actions import publish, save_facts
from practices.loader import PracticeLoader
from practices.models import Practice, PracticeText
from tests.factories import make_shipped_concepts
from vocabulary.models import Concept

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """One shipped practice in a folder of its own, to be changed."""
    make_shipped_concepts()
    return shutil.copytree(
        PracticeLoader.folder / "stadtteilmuetter-neukoelln", tmp_path / "neukoelln"
    )


def load(folder) -> library.Report:
    report = library.Report()
    PracticeLoader().load_folder(folder, report)
    return report


def rewrite(path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_second_load_changes_nothing(folder):
    load(folder)
    revisions = PracticeText.objects.first().revisions.count()
    report = load(folder)
    assert report.loaded == []
    assert PracticeText.objects.first().revisions.count() == revisions


def test_changed_file_updates_what_nobody_edited(folder):
    load(folder)
    rewrite(folder / "facts.yaml", "city: Berlin", "city: Potsdam")
    rewrite(folder / "de.md", "title: ", "title: Neu ")
    report = load(folder)
    assert sorted(report.loaded) == [
        "practices/neukoelln/de",
        "practices/neukoelln/facts",
    ]
    assert Practice.objects.get().city == "Potsdam"


def test_what_an_editor_changed_is_kept_and_listed(folder):
    load(folder)
    practice = Practice.objects.get()
    practice.city = "Editor's town"
    save_facts(practice)
    text = practice.texts.get(locale__language_code="de")
    text.summary = "Von Hand."
    publish(text)
    rewrite(folder / "facts.yaml", "city: Berlin", "city: Potsdam")
    rewrite(folder / "de.md", "title: ", "title: Neu ")
    report = load(folder)
    assert sorted(report.kept) == [
        "practices/neukoelln/de",
        "practices/neukoelln/facts",
    ]
    assert Practice.objects.get().city == "Editor's town"
    assert practice.texts.get(locale__language_code="de").summary == "Von Hand."


def test_editors_draft_counts_as_a_change(folder):
    load(folder)
    text = Practice.objects.get().texts.get(locale__language_code="de")
    text.summary = "Entwurf."
    text.save_revision()
    rewrite(folder / "de.md", "title: ", "title: Neu ")
    assert load(folder).kept == ["practices/neukoelln/de"]


def test_what_an_editor_deleted_or_unpublished_stays_away(folder):
    load(folder)
    texts = Practice.objects.get().texts
    texts.get(locale__language_code="de").delete()
    texts.get(locale__language_code="sk").unpublish()
    rewrite(folder / "de.md", "title: ", "title: Neu ")
    rewrite(folder / "sk.md", "title: ", "title: Nový ")
    assert len(load(folder).kept) == 2
    assert not texts.filter(locale__language_code="de").exists()
    assert not texts.get(locale__language_code="sk").live


def test_practice_that_an_editor_deleted_stays_away(folder):
    load(folder)
    Practice.objects.get().delete()
    rewrite(folder / "facts.yaml", "city: Berlin", "city: Potsdam")
    report = load(folder)
    assert report.loaded == []
    assert "practices/neukoelln/facts" in report.kept
    assert "practices/neukoelln/de" in report.kept
    assert not Practice.objects.exists()


def test_deleted_original_leaves_its_translations_alone(folder):
    load(folder)
    Practice.objects.get().texts.get(locale__language_code="en").delete()
    rewrite(folder / "de.md", "title: ", "title: Neu ")
    assert "practices/neukoelln/de" in load(folder).kept


def test_line_that_was_deleted_from_a_file_empties_its_column(folder):
    load(folder)
    rewrite(folder / "facts.yaml", "city: Berlin\n", "")
    load(folder)
    assert Practice.objects.get().city == ""


def test_every_grade_comes_with_its_reason():
    originals = list(PracticeLoader.folder.glob("*/en.md"))
    without = [
        file.parent.name
        for file in originals
        if not library.read_text(file).meta.get("evidence_reason")
    ]
    assert originals
    assert without == []


def test_concepts_have_names_in_every_language():
    concepts.load()
    from languages.registry import CODES

    assert Concept.objects.count() >= 42
    for concept in Concept.objects.all():
        assert all(getattr(concept, f"name_{code}") for code in CODES)
