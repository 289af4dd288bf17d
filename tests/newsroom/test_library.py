"""Modules and terms that ship, loaded again and again without harm."""

from __future__ import annotations

import shutil

from django.core.exceptions import ValidationError

import pytest

from editorial import library
from editorial.actions import publish, save_facts
from newsroom.loaders import ModuleLoader, TermLoader
from newsroom.models import Module, ModuleText, Term, TermText
from tests.factories import make_shipped_concepts
from tests.newsroom.figures import delete_shipped_figures

pytestmark = pytest.mark.django_db


def load(loader, folder) -> library.Report:
    report = library.Report()
    loader.load_folder(folder, report)
    return report


def rewrite(path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.fixture
def term_folder(tmp_path):
    """One shipped term in a folder of its own, to be changed."""
    make_shipped_concepts()
    [source] = [
        path.parent
        for path in TermLoader.folder.glob("*/facts.yaml")
        if library.read_yaml(path)["number"] == 12
    ]
    return shutil.copytree(source, tmp_path / "term")


@pytest.fixture
def module_folder(tmp_path):
    make_shipped_concepts()
    delete_shipped_figures()
    return shutil.copytree(
        ModuleLoader.folder / "words-and-frames", tmp_path / "module"
    )


def test_all_modules_are_published_whole():
    make_shipped_concepts()
    delete_shipped_figures()
    ModuleLoader().load()
    modules = Module.objects.public()
    assert modules.count() == 3
    for text in ModuleText.objects.filter(thing__in=modules):
        module = text.thing
        assert text.units.count() == module.units.count()
        assert text.units.count() in range(3, 6)
        assert text.outcome_lines()
        assert text.quiz.count() == module.quiz.count() >= 5
        assert text.exercise
        assert text.checklist


def test_second_load_changes_nothing(term_folder, module_folder):
    for loader, folder, model in (
        (TermLoader(), term_folder, TermText),
        (ModuleLoader(), module_folder, ModuleText),
    ):
        load(loader, folder)
        revisions = model.objects.first().revisions.count()
        assert load(loader, folder).loaded == []
        assert model.objects.first().revisions.count() == revisions


def test_changed_files_update_what_nobody_edited(module_folder):
    load(ModuleLoader(), module_folder)
    rewrite(module_folder / "facts.yaml", "level: beginner", "level: intermediate")
    rewrite(module_folder / "en.md", "title: What a frame does", "title: Frames")
    assert len(load(ModuleLoader(), module_folder).loaded) == 2
    module = Module.objects.get()
    assert module.level == "intermediate"
    assert module.texts.get(translated_from=None).units.first().title == "Frames"


def test_what_an_editor_changed_is_kept_and_listed(term_folder):
    load(TermLoader(), term_folder)
    term = Term.objects.get()
    term.problem = "outdated"
    save_facts(term)
    text = term.texts.get(locale__language_code="de")
    text.preferred = "Von Hand"
    publish(text)
    rewrite(term_folder / "facts.yaml", "problem: ", "problem: label # ")
    rewrite(term_folder / "de.md", "title: ", "title: Neu ")
    assert sorted(load(TermLoader(), term_folder).kept) == [
        "newsroom/terms/term/de",
        "newsroom/terms/term/facts",
    ]
    assert term.texts.get(locale__language_code="de").preferred == "Von Hand"


def test_editors_draft_of_a_unit_counts_as_a_change(module_folder):
    load(ModuleLoader(), module_folder)
    text = ModuleText.objects.get(translated_from=None)
    unit = text.units.first()
    unit.body = "<p>By hand.</p>"
    text.units = [unit, *list(text.units.all())[1:]]
    text.save_revision()
    rewrite(module_folder / "en.md", "title: ", "title: New ")
    assert load(ModuleLoader(), module_folder).kept == ["newsroom/modules/module/en"]


def test_term_with_neither_page_nor_house_view_is_refused(term_folder):
    facts = term_folder / "facts.yaml"
    facts.write_text(facts.read_text().split("sources:")[0])
    with pytest.raises(ValidationError):
        load(TermLoader(), term_folder)


def test_module_speaks_of_the_terms_that_are_there(module_folder, term_folder):
    load(TermLoader(), term_folder)
    load(ModuleLoader(), module_folder)
    assert [term.number for term in Module.objects.get().terms.all()] == [12]
