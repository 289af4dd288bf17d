"""What moderators do. They read and edit; code and contact they never see."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from images.models import Picture
from staff.models import User
from stories.actions.announcing import announce
from stories.actions.checking import check_moderator, opened_for, put
from stories.actions.consenting import check_consents, holding_consents
from stories.models import (
    AllowedUse,
    Leaving,
    Message,
    NameStyle,
    Photo,
    Scope,
    Sender,
    State,
    Story,
    StoryText,
    Submission,
)
from stories.opened import MESSAGE, PROPOSAL, OpenSubmission
from stories.photos import make_public, private_storage
from stories.sinks import forget_leaving
from stories.telling import Telling
from vocabulary.models import Concept, Kind

MODERATORS_FOR_MINORS: Final = 2
_IN_REVIEW: Final = (State.WAITING, State.ASKED, State.PROPOSED, State.APPROVED)

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
NOT_APPROVED = _("The teller has not approved this version yet.")


@transaction.atomic
def ask(submission: Submission, moderator: User, words: str) -> None:
    """Ask the teller something; she reads it under her code."""
    check_moderator(moderator)
    opened = opened_for(submission, *_IN_REVIEW)
    _write(opened, words)
    put(opened.submission, State.ASKED)


@transaction.atomic
def decline(submission: Submission, moderator: User, reason: str) -> None:
    """Decline with a reason that the teller reads; 30 days later all is erased."""
    check_moderator(moderator)
    opened = opened_for(submission, *_IN_REVIEW)
    _write(opened, reason)
    put(opened.submission, State.DECLINED)


@transaction.atomic
def edit_public_version(
    submission: Submission,
    moderator: User,
    *,
    spelling_only: bool = False,
    **parts: Any,
) -> None:
    """Propose a version; only with her waiver, and for spelling, is she not asked."""
    check_moderator(moderator)
    if foreign := parts.keys() - EDITABLE:
        raise TypeError(f"Only the teller changes {', '.join(sorted(foreign))}.")
    opened = opened_for(submission, *_IN_REVIEW)
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


def publish_story(submission: Submission, moderator: User) -> Story | None:
    """Make the approved version public; None while a minor's story needs a second.

    Raises ValidationError without the teller's approval and consents.
    """
    check_moderator(moderator)
    with transaction.atomic():
        opened = opened_for(submission, State.WAITING, State.APPROVED)
        _check_approved(opened)
        opened.proposal.check_complete()
        expires_on = check_consents(opened)
        now = opened.submission
        now.endorsed_by.add(moderator)
        minor = opened.telling.under_18
        if minor and now.endorsed_by.count() < MODERATORS_FOR_MINORS:
            return None
        consents = holding_consents(now, timezone.localdate())
        told = opened.proposal
        story = Story(
            published_on=timezone.localdate(),
            expires_on=expires_on,
            not_before=told.embargo,
            origin=told.origin,
            residence=told.residence,
            name_style=told.name_style,
            name="" if told.name_style == NameStyle.NONE else told.name,
            original_language=told.language,
            content_notes=list(told.content_notes),
            allowed_uses=[use for use in AllowedUse.values if use in consents],
            under_18=minor,
            text_consent=consents[Scope.TEXT],
        )
        if not minor and Scope.PHOTO in consents:
            story.photo = _published_photo(opened, story.public_id)
            if story.photo:
                story.photo_consent = consents[Scope.PHOTO]
                story.photo_description = told.photo_description
        story.save()
        themes = Concept.objects.filter(kind=Kind.STORY_THEME, slug__in=told.themes)
        story.themes.set(themes)
        StoryText.objects.create(
            story=story,
            language=told.language,
            title=told.title,
            quote=told.quote,
            body=told.body,
        )
        now.story = story
        put(now, State.PUBLISHED)
        announce(story)
    return story


def hide_story(story: Story, moderator: User) -> None:
    """Hide a story from readers at once, until it is shown again or removed."""
    check_moderator(moderator)
    with transaction.atomic():
        Story.objects.filter(pk=story.pk).update(hidden=True)
        announce(story)
        Leaving.objects.create(public_id=story.public_id)
    forget_leaving()


@transaction.atomic
def show_story(story: Story, moderator: User) -> None:
    """Show a hidden story again."""
    check_moderator(moderator)
    Story.objects.filter(pk=story.pk).update(hidden=False)
    announce(story)


def _write(opened: OpenSubmission, words: str) -> None:
    if not words.strip():
        raise ValidationError(NOTHING_WRITTEN, code="empty")
    Message.objects.create(
        submission=opened.submission,
        sender=Sender.MODERATOR,
        words=opened.cipher.seal(words.encode(), MESSAGE),
    )


def _check_approved(opened: OpenSubmission) -> None:
    """Raise ValidationError unless the teller wants exactly this version."""
    now = opened.submission
    approved = now.approved_version == now.version
    as_written = now.proposal is None and opened.telling.spelling_waiver
    if not (approved or as_written):
        raise ValidationError(NOT_APPROVED, code="not_approved")


def _published_photo(opened: OpenSubmission, public_id: str) -> Picture | None:
    photo = Photo.objects.filter(submission=opened.submission, discarded=False).first()
    if photo is None:
        return None
    photo.picture = make_public(photo, opened.cipher, title=public_id)
    photo.picture.save()
    photo.save()
    transaction.on_commit(lambda: private_storage().delete(photo.name))
    return photo.picture


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
