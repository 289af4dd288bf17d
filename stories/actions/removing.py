"""Removal without the code: whoever is told about can ask; two moderators decide."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff.models import User
from stories import receipts
from stories.actions.checking import check_moderator
from stories.actions.leaving import end_story
from stories.keys import keyring
from stories.models import RemovalRequest, RemovalState, Story
from stories.opened import ANSWER, REQUEST

MODERATORS: Final = 2

NOTHING_WRITTEN = _("Write why the story should be removed.")
NO_REASON = _("Write the reason: whoever asked will read it.")
DECIDED = _("This request has been decided already.")


def request_removal(story: Story, words: str, code: str) -> RemovalRequest:
    """Keep a request, sealed, under a fresh code; the same code again changes nothing.

    It shows nothing of the story's private side and hides or destroys nothing.
    """
    if receipts.parse(code) != code:
        raise ValueError("Make codes with receipts.new_code().")
    if not words.strip():
        raise ValidationError(NOTHING_WRITTEN, code="empty")
    receipt = receipts.digest(code)
    known = RemovalRequest.objects.filter(receipt=receipt).first()
    if known is not None:
        return known
    ref = keyring.make_key()
    try:
        with transaction.atomic():
            return RemovalRequest.objects.create(
                key_ref=ref,
                receipt=receipt,
                story=story,
                words=keyring.cipher(ref).seal(words.encode(), REQUEST),
            )
    except IntegrityError:
        keyring.discard_unused(ref)
        return RemovalRequest.objects.get(receipt=receipt)


def accept_removal(request: RemovalRequest, moderator: User) -> bool:
    """Accept the proof; the second moderator's acceptance destroys the story.

    Return whether the story is gone now.
    """
    check_moderator(moderator)
    with transaction.atomic():
        now = _open(request)
        now.accepted_by.add(moderator)
    return finish_removal(now)


def finish_removal(request: RemovalRequest) -> bool:
    """Destroy the story of a request that two accepted; return whether it is gone."""
    if request.accepted_by.count() < MODERATORS:
        return False
    if request.story is not None:
        end_story(request.story)
    else:
        _close(request, RemovalState.DONE)
    return True


@transaction.atomic
def refuse_removal(request: RemovalRequest, moderator: User, reason: str) -> None:
    """Refuse with a reason that whoever asked reads under the code."""
    check_moderator(moderator)
    if not reason.strip():
        raise ValidationError(NO_REASON, code="empty")
    now = _open(request)
    cipher = keyring.cipher(now.key_ref)
    now.answer = cipher.seal(reason.encode(), ANSWER)
    _close(now, RemovalState.REFUSED)


def _open(request: RemovalRequest) -> RemovalRequest:
    now = RemovalRequest.objects.select_for_update().get(pk=request.pk)
    if now.state != RemovalState.OPEN:
        raise ValidationError(DECIDED, code="decided")
    return now


def _close(request: RemovalRequest, state: RemovalState) -> None:
    request.state = state
    request.closed_on = timezone.localdate()
    request.save()
