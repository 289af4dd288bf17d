"""Lessons that ship, loaded again and again without harm."""

from __future__ import annotations

import shutil

import pytest

from editorial import library
from editorial.actions import publish
from editorial.filed import BrokenFile
from images.models import Picture
from newsroom.models import Figure
from tests.factories import make_shipped_concepts
from tests.stories.factories import make_story
from tests.toolkit.factories import make_figures_of_shipped_lessons
from toolkit.actions import SAMPLE_LESSON, SAMPLE_STORY, show_sample
from toolkit.loader import LessonLoader
from toolkit.models import Lesson, LessonText
from toolkit.pictures import SHOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """One shipped lesson in its original alone, to be changed."""
    make_shipped_concepts()
    make_figures_of_shipped_lessons()
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


def test_lessons_are_loaded_after_the_figures_that_they_name():
    order = [name for name, _load in library.loaders()]
    assert order.index("newsroom/figures") < order.index("toolkit")


def test_lesson_names_figures_by_key(folder):
    load(folder)
    keys = library.read_yaml(folder / "facts.yaml")["figures"]
    found = Lesson.objects.get().figures.values_list("key", flat=True)
    assert sorted(found) == sorted(keys)


def test_unknown_figure_is_an_error_that_names_the_file(folder):
    rewrite(folder / "facts.yaml", "figures:\n", "figures:\n  - no-such-figure\n")
    with pytest.raises(BrokenFile, match="nobody knows no-such-figure") as caught:
        load(folder)
    assert caught.value.path.endswith("/facts")
    assert not Lesson.objects.exists()


def test_figure_that_an_editor_deleted_is_left_out(folder):
    key = library.read_yaml(folder / "facts.yaml")["figures"][0]
    library.remember({f"newsroom/figures/{key}/facts": ("", "")})
    Figure.objects.filter(key=key).delete()
    load(folder)
    assert Lesson.objects.get().figures.exists()


def test_shipped_picture_is_stored_once(folder):
    load(folder)
    stored = set(Picture.objects.values_list("pk", flat=True))
    rewrite(folder / "facts.yaml", "preparation_minutes: 20", "preparation_minutes: 5")
    load(folder)
    assert set(Picture.objects.values_list("pk", flat=True)) == stored
    assert len(stored) == 1


def test_shipped_picture_is_made_small_before_anybody_visits(folder):
    load(folder)
    assert Picture.objects.get().renditions.get().filter_spec == SHOWN


def test_picture_that_the_file_no_longer_names_is_gone(folder):
    load(folder)
    text = (folder / "facts.yaml").read_text()
    before, _heading, rest = text.partition("pictures:\n")
    (folder / "facts.yaml").write_text(before + rest[rest.index("steps:") :])
    load(folder)
    assert not Lesson.objects.get().steps.exclude(picture=None).exists()


class TestSample:
    @pytest.fixture
    def lesson(self, folder):
        rewrite(folder / "facts.yaml", "id: xqcb2f0d", f"id: {SAMPLE_LESSON}")
        load(folder)
        return Lesson.objects.get()

    @pytest.fixture
    def story(self):
        return make_story(
            public_id=SAMPLE_STORY, is_sample=True, allowed_uses=["classroom"]
        )

    def test_sample_goes_with_a_lesson_and_is_no_editors_change(
        self, folder, lesson, story
    ):
        show_sample()
        assert Lesson.objects.get().story == story
        rewrite(folder / "facts.yaml", "minutes: 20", "minutes: 5")
        report = load(folder)
        assert "toolkit/rumours/facts" in report.loaded
        assert Lesson.objects.get().story == story

    def test_it_takes_no_other_storys_place(self, lesson, story):
        other = make_story(allowed_uses=["classroom"])
        Lesson.objects.update(story=other)
        show_sample()
        assert Lesson.objects.get().story == other

    def test_real_story_is_no_sample(self, lesson, story):
        story.is_sample = False
        story.save()
        show_sample()
        assert Lesson.objects.get().story is None
