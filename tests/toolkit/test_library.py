"""What ships: lessons that hold together, loaded again and again without harm."""

from __future__ import annotations

import shutil

import pytest

from editorial import concepts, library
from editorial.actions import publish
from toolkit.loader import LessonLoader
from toolkit.models import Lesson, LessonText

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """One shipped lesson in its original alone, to be changed."""
    concepts.load()
    shipped = LessonLoader.folder / "rumours-and-the-media"
    folder = tmp_path / "rumours"
    folder.mkdir()
    for name in ("facts.yaml", "en.md"):
        shutil.copy(shipped / name, folder / name)
    return folder


def load(folder) -> library.Report:
    report = library.Report()
    LessonLoader().load_folder(folder, report)
    return report


def rewrite(path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_shipped_lessons_are_published_and_whole():
    concepts.load()
    LessonLoader().load()
    lessons = Lesson.objects.public()
    assert lessons.count() == 4
    for lesson in lessons:
        original = lesson.texts.get(translated_from=None)
        assert original.steps.count() == lesson.steps.count()
        assert original.sheets.count() == lesson.sheets.count()
        assert all(row.task and row.say and row.do for row in original.steps.all())
        assert all(source.url and source.read_on for source in lesson.sources.all())


def test_second_load_changes_nothing(folder):
    load(folder)
    revisions = LessonText.objects.get().revisions.count()
    assert load(folder).loaded == []
    assert LessonText.objects.get().revisions.count() == revisions


def test_changed_file_updates_what_nobody_edited(folder):
    load(folder)
    rewrite(folder / "facts.yaml", "preparation_minutes: 20", "preparation_minutes: 5")
    rewrite(folder / "en.md", "## sheet reply\ntitle: ", "## sheet reply\ntitle: New ")
    assert len(load(folder).loaded) == 2
    assert Lesson.objects.get().preparation_minutes == 5
    assert LessonText.objects.get().sheets.filter(title__startswith="New ").exists()


def test_step_keeps_its_words_when_facts_change(folder):
    load(folder)
    rewrite(folder / "facts.yaml", "    sheet: reply\n", "")
    load(folder)
    step = Lesson.objects.get().steps.get(key="reply")
    assert step.sheet == ""
    assert LessonText.objects.get().steps.filter(step=step).exists()


def test_what_an_editor_changed_is_kept_and_listed(folder):
    load(folder)
    text = LessonText.objects.get()
    sheet = text.sheets.first()
    sheet.body = "By hand."
    text.sheets = [sheet, *text.sheets.all()[1:]]
    publish(text)
    rewrite(folder / "en.md", "title: ", "title: New ")
    assert load(folder).kept == ["toolkit/rumours/en"]
    assert LessonText.objects.get().sheets.first().body == "By hand."
