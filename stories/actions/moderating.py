"""What moderators do. They read and edit; code and contact they never see."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from languages.registry import BY_CODE, ORIGINAL
from staff.models import User
from stories.actions.checking import (
    check_messages,
    check_moderator,
    check_version,
    opened_for,
    put,
)
from stories.crypto import Cipher
from stories.keys import keyring
from stories.models import Message, Sender, State, Submission
from stories.opened import MESSAGE, PROPOSAL, OpenSubmission
from stories.telling import Telling

IN_REVIEW: Final = (State.WAITING, State.ASKED, State.PROPOSED, State.APPROVED)

EDITABLE: Final = frozenset(
    {
        "language",
        "title",
        "quote",
        "body",
        "name_style",
        "name",
        "origin",
        "residence",
        "themes",
        "content_notes",
        "photo_description",
    }
)
"""The rest is the teller's alone: her age, her embargo, her waiver."""

SPELLING: Final = frozenset({"title", "quote", "body", "themes", "content_notes"})
"""What may differ when only spelling was; themes and notes aren't her words."""
LEAST_ALIKE: Final = 0.9
"""Share of characters that must stay as she wrote them."""

NOTHING_WRITTEN = _("Write what you want to say to the teller.")
NOT_ONLY_SPELLING = _(
    "This is more than spelling. Save it as an edit: the teller must see it first."
)
NOT_READ = _(
    "Nobody has read your story: it came together with many that no person wrote, and "
    "looked like one of them. If you wrote it yourself, we are sorry. Please send it "
    "once more."
)


@transaction.atomic
def ask(
    submission: Submission, moderator: User, words: str, *, seen: int | None = None
) -> None:
    """Ask the teller something; whatever she had approved, she approves anew.

    `seen` is how many messages the moderator was shown; after another one it is
    refused.
    """
    check_moderator(moderator)
    opened = opened_for(submission, *IN_REVIEW)
    check_messages(opened.submission, seen)
    _write(opened, words)
    opened.submission.approved_version = None
    opened.submission.endorsed_by.clear()
    put(opened.submission, State.ASKED)


@transaction.atomic
def decline(
    submission: Submission, moderator: User, reason: str, *, seen: int | None = None
) -> None:
    """Decline with a reason that the teller reads; 30 days later all is erased.

    `seen` as in `ask`.
    """
    check_moderator(moderator)
    opened = opened_for(submission, *IN_REVIEW)
    check_messages(opened.submission, seen)
    _write(opened, reason)
    put(opened.submission, State.DECLINED)


@transaction.atomic
def decline_unread(submissions: Iterable[Submission], moderator: User) -> int:
    """Decline what stands unread in the slow lane, and return how many those were.

    Nothing of it is opened. Each teller reads why in the language of her consents.
    """
    check_moderator(moderator)
    unread = list(
        Submission.objects.unread()
        .filter(pk__in=[submission.pk for submission in submissions])
        .select_for_update()
        .prefetch_related("consents")
    )
    ciphers = keyring.ciphers(submission.key_ref for submission in unread)
    Message.objects.bulk_create(
        _message(submission, ciphers[submission.key_ref], _why_unread(submission))
        for submission in unread
        if submission.key_ref in ciphers
    )
    for submission in unread:
        put(submission, State.DECLINED)
    return len(unread)


@transaction.atomic
def edit_public_version(
    submission: Submission,
    moderator: User,
    *,
    version: int | None = None,
    spelling_only: bool = False,
    **parts: Any,
) -> None:
    """Propose a version; only with her waiver, and for spelling, is she not asked.

    `version` is the one that the moderator was shown; another one is refused.
    """
    check_moderator(moderator)
    if foreign := parts.keys() - EDITABLE:
        raise TypeError(f"Only the teller changes {', '.join(sorted(foreign))}.")
    opened = opened_for(submission, *IN_REVIEW)
    check_version(opened.submission, version)
    proposal = opened.proposal.changed(**parts)
    proposal.check_complete()
    waived = spelling_only and opened.telling.spelling_waiver
    if waived and not _only_spelling(opened.telling, proposal):
        raise ValidationError(NOT_ONLY_SPELLING, code="not_only_spelling")
    now = opened.submission
    now.proposal = opened.cipher.seal(proposal.as_json(), PROPOSAL)
    now.version += 1
    now.approved_version = now.version if waived else None
    now.endorsed_by.clear()
    put(now, State.APPROVED if waived else State.PROPOSED)


def _write(opened: OpenSubmission, words: str) -> None:
    if not words.strip():
        raise ValidationError(NOTHING_WRITTEN, code="empty")
    _message(opened.submission, opened.cipher, words).save()


def _message(submission: Submission, cipher: Cipher, words: str) -> Message:
    return Message(
        submission=submission,
        sender=Sender.MODERATOR,
        words=cipher.seal(words.encode(), MESSAGE),
    )


def _why_unread(submission: Submission) -> str:
    languages = [consent.language for consent in submission.consents.all()]
    known = next((language for language in languages if language in BY_CODE), ORIGINAL)
    with translation.override(known):
        return str(NOT_READ)


def _only_spelling(told: Telling, proposal: Telling) -> bool:
    if told.changed(**{part: getattr(proposal, part) for part in SPELLING}) != proposal:
        return False
    if proposal.quote not in (told.quote, "") and proposal.quote not in proposal.body:
        return False
    return all(
        _alike(getattr(told, part), getattr(proposal, part))
        for part in ("title", "body")
    )


def _alike(one: str, other: str) -> bool:
    # By characters: by words, a short text with many slips would count as new.
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= LEAST_ALIKE and matcher.ratio() >= LEAST_ALIKE
