"""Who may read what, and when."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

import pytest

from images.models import Picture
from stories.models import Story, StoryText
from tests.stories.factories import make_consent, make_story

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_a_story_is_public_from_its_day_until_the_day_it_expires():
    today = timezone.localdate()
    story = make_story(published_on=today, expires_on=today + DAY)
    assert not Story.objects.public(today - DAY)
    assert list(Story.objects.public(today)) == [story]
    assert not Story.objects.public(today + DAY)


def test_an_embargo_holds_until_its_day():
    today = timezone.localdate()
    story = make_story(not_before=today + DAY)
    assert not Story.objects.public(today)
    assert not StoryText.objects.public(today)
    assert list(Story.objects.public(today + DAY)) == [story]


def test_hidden_story_and_its_words_are_not_public():
    make_story(hidden=True)
    assert not Story.objects.public()
    assert not StoryText.objects.for_search()


def test_text_needs_a_consent():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_story(text_consent=None)


def test_photo_needs_a_consent_of_its_own():
    picture = Picture(title="x", file="pictures/x.jpg", width=1, height=1)
    Picture.objects.bulk_create([picture])
    with pytest.raises(IntegrityError), transaction.atomic():
        make_story(photo=picture, photo_consent=None)


def test_photo_leaves_when_the_consent_to_it_ends_before_the_story_does():
    today = timezone.localdate()
    picture = Picture(title="x", file="pictures/x.jpg", width=1, height=1)
    Picture.objects.bulk_create([picture])
    consent = make_consent("photo", expires_on=today + DAY)
    story = make_story(photo=picture, photo_consent=consent)
    assert story.shown_photo(today) == picture
    assert story.shown_photo(today + DAY) is None


@pytest.mark.parametrize(
    "facts",
    [{"name_style": "first", "name": "Nadia"}, {"name_style": "none", "name": "x"}],
)
def test_a_minor_has_no_real_name_and_a_nameless_teller_none(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_story(under_18=True, **facts)


def test_a_story_is_called_by_its_public_id_alone():
    story = make_story(name_style="first", name="Nadia", title="Nadia tells")
    assert str(story) == story.public_id
    assert "Nadia" not in f"{story.texts.get()} {story.text_consent} {story!r}"


def test_stories_are_found_by_the_use_that_is_allowed():
    press = make_story(allowed_uses=["classroom", "press"])
    make_story(allowed_uses=["classroom"])
    assert list(Story.objects.allowing("press")) == [press]


def test_a_story_like_this_one_shares_themes_first_and_then_the_origin():
    this = make_story(themes=("work", "school"), origin="SY")
    origin = make_story(themes=("love",), origin="SY")
    both = make_story(themes=("work", "school"), origin="UA")
    one = make_story(themes=("work",), origin="UA")
    make_story(themes=("love",), origin="UA")
    assert list(Story.objects.public().like(this)) == [both, one, origin]


def test_those_told_in_ones_language_come_first():
    english = make_story(languages=("en",))
    arabic = make_story(languages=("ar", "uk"))
    assert list(Story.objects.readable_first("uk")) == [arabic, english]
