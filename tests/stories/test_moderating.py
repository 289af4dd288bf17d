"""Nothing becomes public that its teller has not seen and wanted."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

import pytest

from images.models import Picture
from search.models import Outbox
from stories import actions, sinks
from stories.models import Consent, GivenBy, Message, Scope, State, Story
from stories.opened import open_submission
from tests.factories import UserFactory
from tests.stories.private import (
    BOTH,
    TOLD,
    give,
    make_approved,
    make_draft,
    make_published,
    make_waiting,
)

pytestmark = pytest.mark.django_db(databases=BOTH)


def test_an_edited_version_waits_for_her(moderator):
    submission = make_waiting()
    actions.edit_public_version(submission, moderator, title="Bread before dawn")
    submission.refresh_from_db()
    assert submission.state == State.PROPOSED
    assert open_submission(submission).telling.title == TOLD["title"]
    assert open_submission(submission).proposal.title == "Bread before dawn"
    with pytest.raises(ValidationError):
        actions.publish_story(submission, moderator)


def test_what_she_approved_is_published_and_nothing_else(moderator):
    submission = make_waiting(not_before=timezone.localdate() + timedelta(days=9))
    actions.edit_public_version(
        submission, moderator, title="Bread", content_notes=["war"], language="en"
    )
    actions.approve(submission, 1)
    story = actions.publish_story(submission, moderator)
    text = story.texts.get()
    assert (text.language, text.title, text.body) == ("en", "Bread", TOLD["body"])
    assert (story.name, story.origin, story.residence) == ("Nadia", "SY", "DE")
    assert story.content_notes == ["war"]
    assert story.allowed_uses == ["classroom", "press", "social", "embed"]
    assert [theme.slug for theme in story.themes.all()] == ["work"]
    assert story.not_before == timezone.localdate() + timedelta(days=9)
    assert Outbox.objects.filter(kind="story", object_id=text.pk).exists()


def test_an_edit_after_her_approval_needs_it_again(moderator):
    submission = make_approved(moderator)
    actions.edit_public_version(submission, moderator, title="Other")
    with pytest.raises(ValidationError):
        actions.publish_story(submission, moderator)


class TestWaiver:
    """“Publish as I wrote it, if only spelling is corrected.”"""

    def test_it_publishes_what_she_wrote_unasked(self, moderator):
        submission = make_waiting(spelling_waiver=True)
        assert actions.publish_story(submission, moderator)

    def test_without_it_she_is_asked_even_if_nothing_was_edited(self, moderator):
        with pytest.raises(ValidationError):
            actions.publish_story(make_waiting(), moderator)

    def test_it_covers_spelling(self, moderator):
        submission = make_waiting(
            spelling_waiver=True, language="en", body="We bake bred befor dawn."
        )
        actions.edit_public_version(
            submission,
            moderator,
            spelling_only=True,
            body="We bake bread before dawn.",
            quote="We bake bread before dawn.",
        )
        assert actions.publish_story(submission, moderator)

    @pytest.mark.parametrize(
        "parts",
        [
            {"body": "We sleep until noon and nobody wakes us."},
            {"name": "Somebody else"},
            {"origin": "UA"},
            {"quote": "Words that she never said."},
        ],
    )
    def test_it_covers_nothing_else(self, moderator, parts):
        submission = make_waiting(
            spelling_waiver=True, language="en", body="We bake bread before dawn."
        )
        with pytest.raises(ValidationError):
            actions.edit_public_version(
                submission, moderator, spelling_only=True, **parts
            )


def test_without_her_consent_to_the_photo_only_words_are_published(
    moderator, public_files
):
    submission = make_draft(photo=True)
    give(submission, [Scope.TEXT])
    actions.submit(submission)
    actions.edit_public_version(submission, moderator)
    actions.approve(submission, 1)
    story = actions.publish_story(submission, moderator)
    assert story.photo is None
    assert story.allowed_uses == []
    assert not public_files()


def test_with_it_the_photo_becomes_a_picture_and_the_private_file_goes(
    private_files, public_files, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        story = make_published(photo=True, photo_description="Hands")
    assert story.photo_description == "Hands"
    assert story.photo.title == story.public_id
    # The picture, and the two renditions that pages show.
    assert len(public_files()) == 3
    assert not private_files()


def test_a_story_is_shown_no_longer_than_the_consent_holds(moderator):
    submission = make_approved(moderator)
    soon = timezone.localdate() + timedelta(days=3)
    Consent.objects.filter(scope=Scope.TEXT).update(expires_on=soon)
    assert actions.publish_story(submission, moderator).expires_on == soon


def test_an_expired_consent_publishes_nothing(moderator):
    submission = make_approved(moderator)
    Consent.objects.update(expires_on=timezone.localdate())
    with pytest.raises(ValidationError):
        actions.publish_story(submission, moderator)


def test_two_moderators_publish_a_story_of_a_minor(moderator, other_moderator):
    submission = make_draft(age_band="under_18")
    give(submission, [Scope.TEXT], GivenBy.GUARDIAN)
    actions.submit(submission)
    actions.edit_public_version(submission, moderator)
    actions.approve(submission, 1)
    assert actions.publish_story(submission, moderator) is None
    assert actions.publish_story(submission, moderator) is None
    assert not Story.objects.exists()
    story = actions.publish_story(submission, other_moderator)
    assert story.under_18
    assert story.photo is None


def test_a_new_version_of_a_minors_story_needs_both_again(moderator, other_moderator):
    submission = make_draft(age_band="under_18")
    give(submission, [Scope.TEXT], GivenBy.GUARDIAN)
    actions.submit(submission)
    actions.edit_public_version(submission, moderator)
    actions.approve(submission, 1)
    actions.publish_story(submission, moderator)
    actions.edit_public_version(submission, moderator, title="Other")
    actions.approve(submission, 2)
    assert actions.publish_story(submission, other_moderator) is None


def test_age_embargo_and_waiver_are_hers_alone(moderator):
    with pytest.raises(TypeError):
        actions.edit_public_version(make_waiting(), moderator, age_band="adult")


def test_declining_tells_her_why(moderator):
    submission = make_waiting()
    actions.decline(submission, moderator, "It names others.")
    submission.refresh_from_db()
    assert submission.state == State.DECLINED
    assert open_submission(submission).messages()[0].words == "It names others."
    with pytest.raises(ValidationError):
        actions.publish_story(submission, moderator)


def test_a_hidden_story_is_gone_for_readers_and_sinks_until_shown(
    moderator, monkeypatch
):
    told = []
    monkeypatch.setattr(sinks, "_SINKS", {"lessons": told.append})
    story = make_published()
    actions.hide_story(story, moderator)
    assert not Story.objects.public()
    assert told == [story.public_id]
    actions.show_story(story, moderator)
    assert Story.objects.public().exists()


def test_whoever_may_not_moderate_does_nothing(moderator):
    stranger = UserFactory(is_staff=True)
    submission = make_approved(moderator)
    story = make_published()
    for verb in (
        lambda: actions.ask(submission, stranger, "?"),
        lambda: actions.decline(submission, stranger, "no"),
        lambda: actions.edit_public_version(submission, stranger, title="x"),
        lambda: actions.publish_story(submission, stranger),
        lambda: actions.hide_story(story, stranger),
        lambda: actions.show_story(story, stranger),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert not Message.objects.exists()
    assert not Picture.objects.exists()


def test_question_after_approval_asks_for_approval_anew(moderator):
    submission = make_approved(moderator)
    actions.ask(submission, moderator, "Is this street right?")
    actions.answer(submission, "Please leave it out")
    with pytest.raises(ValidationError):
        actions.publish_story(submission, moderator)
