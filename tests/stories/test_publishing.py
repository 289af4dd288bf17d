"""What is published, from which day, and with whose agreement."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

import pytest
import time_machine

from search.actions import apply_outbox
from search.reads import matching_ids
from stories import actions, sweeps
from stories.models import Consent, GivenBy, Scope, Story
from tests.stories.private import (
    BOTH,
    EVERYTHING,
    give,
    make_approved,
    make_draft,
    make_published,
    make_waiting,
)

pytestmark = pytest.mark.django_db(databases=BOTH)


def finds(words):
    return matching_ids("story", words, "en")


def test_story_is_found_from_the_day_that_its_teller_chose(index):
    day = timezone.localdate() + timedelta(days=3)
    story = make_published(language="en", title="Marigolds", not_before=day.isoformat())
    apply_outbox()
    assert not finds("marigold")
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert Story.objects.public().get() == story
        assert sweeps.release() == 1
        apply_outbox()
        assert finds("marigold")


def test_date_of_a_published_story_says_nothing_of_an_embargo():
    day = timezone.localdate() + timedelta(days=3)
    assert make_published(not_before=day.isoformat()).published_on == day


def test_a_story_that_would_be_over_before_it_is_shown_is_not_published(moderator):
    day = timezone.localdate() + timedelta(days=3)
    approved = make_approved(moderator, not_before=day)
    consents = Consent.objects.filter(scope=Scope.TEXT)
    consents.update(expires_on=day)
    with pytest.raises(ValidationError, match="at the latest"):
        actions.publish_story(approved, moderator)
    assert not Story.objects.exists()
    consents.update(expires_on=day + timedelta(days=1))
    assert actions.publish_story(approved, moderator)


def test_waiver_ends_with_the_first_question(moderator):
    waiting = make_waiting(spelling_waiver=True)
    actions.ask(waiting, moderator, "Shall the street stay?")
    actions.answer(waiting, "Please not.")
    with pytest.raises(ValidationError):
        actions.publish_story(waiting, moderator)


class TestMinor:
    def make(self):
        draft = make_draft(age_band="under_18", name_style="none", name="")
        give(draft, EVERYTHING, GivenBy.GUARDIAN)
        return draft

    def test_question_takes_the_first_moderators_wish_back(
        self, moderator, other_moderator
    ):
        draft = self.make()
        actions.save_step(draft, spelling_waiver=True)
        actions.submit(draft)
        assert actions.publish_story(draft, moderator) is None
        actions.ask(draft, other_moderator, "Is it all right?")
        assert not draft.endorsed_by.exists()

    def test_other_words_need_the_guardian_anew(self):
        draft = self.make()
        actions.save_step(draft, body="Another text altogether.")
        guardian = Consent.objects.filter(given_by=GivenBy.GUARDIAN)
        assert not guardian.exists()

    def test_use_needs_both(self, moderator, other_moderator):
        draft = self.make()
        give(draft, [Scope.TEXT], GivenBy.GUARDIAN)
        actions.submit(draft)
        actions.edit_public_version(draft, moderator, title="Edited")
        actions.approve(draft, 1)
        actions.publish_story(draft, moderator)
        story = actions.publish_story(draft, other_moderator)
        assert story.allowed_uses == []


def test_use_ends_with_its_consent():
    story = make_published()
    today = timezone.localdate()
    Consent.objects.filter(scope=Scope.PRESS).update(expires_on=today)
    sweeps.expire()
    story.refresh_from_db()
    assert Scope.PRESS not in story.allowed_uses
