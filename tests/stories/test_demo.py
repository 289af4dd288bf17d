"""Sample stories: for trial copies alone, marked, loaded once."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

import pytest

from languages.registry import LANGUAGES
from search.models import Outbox
from stories.loader import SAMPLES, load_samples
from stories.models import GivenBy, Story
from tests.factories import make_shipped_concepts

pytestmark = pytest.mark.django_db

FACTS = """
id: b3k7m2qx
origin: SY
residence: DE
themes: [school, language]
name_style: alias
name: Nadia
original_language: ar
content_notes: [grief]
allowed_uses: [classroom, press]
published_on: 2026-10-02
"""
TEXT = """---
title: A title ({})
quote: I learned the word for rain.
translator: person
---

It rained.

I learned the word for rain.
"""


@pytest.fixture(autouse=True)
def _themes():
    make_shipped_concepts()


@pytest.fixture
def samples(tmp_path):
    folder = tmp_path / "rain"
    folder.mkdir()
    (folder / "story.yaml").write_text(FACTS)
    for language in ("ar", "en"):
        (folder / f"{language}.md").write_text(TEXT.format(language))
    return tmp_path


def test_sample_becomes_a_public_story_that_is_marked(samples):
    load_samples(samples)
    story = Story.objects.public().get()
    assert story.is_sample
    assert story.text_consent.given_by == GivenBy.SAMPLE
    assert set(story.themes.values_list("slug", flat=True)) == {"school", "language"}
    text = story.texts.get(language="en")
    assert text.paragraphs() == ["It rained.", "I learned the word for rain."]


def test_samples_reach_the_search(samples):
    load_samples(samples)
    assert Outbox.objects.filter(kind="story").count() == 2


def test_loading_again_changes_nothing(samples):
    load_samples(samples)
    before = list(Story.objects.values())
    again = load_samples(samples)
    assert again.unchanged == ["samples/rain"]
    assert list(Story.objects.values()) == before


def test_changed_file_changes_the_story_and_drops_a_text_that_is_gone(samples):
    load_samples(samples)
    (samples / "rain" / "en.md").unlink()
    (samples / "rain" / "story.yaml").write_text(FACTS.replace("SY", "UA"))
    load_samples(samples)
    story = Story.objects.get()
    assert story.origin == "UA"
    assert [text.language for text in story.texts.all()] == ["ar"]


def test_sample_that_was_taken_back_stays_away(samples):
    load_samples(samples)
    Story.objects.get().delete()
    (samples / "rain" / "story.yaml").write_text(FACTS.replace("SY", "UA"))
    report = load_samples(samples)
    assert report.kept == ["samples/rain"]
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("[grief]", "[sadness]"), ("[school,", "[maths,"), ("alias", "none")],
)
def test_sample_with_a_mistake_is_refused_whole(samples, right, wrong):
    (samples / "rain" / "story.yaml").write_text(FACTS.replace(right, wrong))
    with pytest.raises((ValueError, KeyError, ValidationError)):
        load_samples(samples)
    assert not Story.objects.exists()


def test_real_site_refuses_samples(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="trial copies alone"):
        call_command("demo")
    assert not Story.objects.exists()


def test_every_shipped_sample_loads_and_is_quoted_rightly(capsys):
    call_command("demo")
    folders = [path for path in SAMPLES.iterdir() if path.is_dir()]
    stories = Story.objects.public().prefetch_related("texts")
    assert len(stories) == len(folders)
    for story in stories:
        texts = {text.language: text for text in story.texts.all()}
        assert story.original_language in texts
        assert all(text.quote in text.body for text in texts.values())


def test_shipped_samples_show_who_tells_here():
    load_samples()
    stories = Story.objects.prefetch_related("texts")
    told_in = {story.original_language for story in stories}
    assert len(told_in) >= 10
    assert told_in >= {"ar", "fa", "uk", "tr", "ru"}
    assert len(told_in & {row.code for row in LANGUAGES if row.house}) >= 5
    translated = [story for story in stories if len(story.texts.all()) > 1]
    assert 0.4 <= len(translated) / len(stories) <= 0.6


def test_preparing_a_real_site_loads_no_samples(settings):
    from philoxenia.management.commands.prepare import _load_samples

    settings.PRODUCTION = True
    _load_samples()
    assert not Story.objects.exists()
