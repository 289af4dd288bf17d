"""Whoever is told about can ask for removal; a false request destroys nothing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError

import pytest

from stories import actions, receipts
from stories.actions import removing
from stories.models import RemovalRequest, RemovalState, Story
from stories.opened import open_request
from stories.sweeps import finish_interrupted
from tests.factories import UserFactory
from tests.stories.private import BOTH, make_published

pytestmark = pytest.mark.django_db(databases=BOTH)

CODE = receipts.new_code()


@pytest.fixture
def request_(db):
    return actions.request_removal(make_published(), "My face is in it.", CODE)


def test_a_request_alone_changes_nothing(request_):
    assert Story.objects.public().exists()
    assert b"My face" not in bytes(request_.words)
    assert open_request(request_) == ("My face is in it.", "")
    assert RemovalRequest.objects.by_code(CODE) == request_


def test_sent_twice_it_is_one(request_):
    again = actions.request_removal(request_.story, "My face is in it.", CODE)
    assert again == request_


def test_one_moderator_cannot_destroy_a_story(request_, moderator):
    assert not actions.accept_removal(request_, moderator)
    assert not actions.accept_removal(request_, moderator)
    assert Story.objects.exists()


def test_two_moderators_destroy_it_and_whoever_asked_reads_so(
    request_, moderator, other_moderator
):
    actions.accept_removal(request_, moderator)
    assert actions.accept_removal(request_, other_moderator)
    assert not Story.objects.exists()
    answered = RemovalRequest.objects.by_code(CODE)
    assert (answered.state, answered.story) == (RemovalState.DONE, None)
    assert not RemovalRequest.objects.open()


def test_interrupted_after_the_second_it_is_finished_later(
    request_, moderator, other_moderator, monkeypatch
):
    actions.accept_removal(request_, moderator)

    def killed(story):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(removing, "end_story", killed)
        with pytest.raises(KeyboardInterrupt):
            actions.accept_removal(request_, other_moderator)
    assert Story.objects.exists()
    assert finish_interrupted() == 1
    assert not Story.objects.exists()


def test_refusing_gives_a_reason_and_is_final(request_, moderator, other_moderator):
    actions.refuse_removal(request_, moderator, "It is not you.")
    request_.refresh_from_db()
    assert open_request(request_)[1] == "It is not you."
    with pytest.raises(ValidationError):
        actions.accept_removal(request_, other_moderator)
    assert Story.objects.public().exists()


def test_only_moderators_decide(request_):
    stranger = UserFactory(is_staff=True)
    with pytest.raises(PermissionDenied):
        actions.accept_removal(request_, stranger)
    with pytest.raises(PermissionDenied):
        actions.refuse_removal(request_, stranger, "no")
