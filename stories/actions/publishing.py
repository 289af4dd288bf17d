"""How the words that a teller approved become public, are hidden and shown again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff.models import User
from stories.actions.announcing import announce
from stories.actions.checking import (
    check_moderator,
    check_version,
    locked_story,
    opened_for,
    put,
)
from stories.actions.consenting import (
    allowed_uses,
    check_consents,
    holding_consents,
)
from stories.models import (
    Consent,
    Leaving,
    NameStyle,
    Photo,
    Report,
    Scope,
    State,
    Story,
    StoryText,
    Submission,
)
from stories.opened import OpenSubmission
from stories.photos import make_public, make_renditions, private_storage
from stories.sinks import forget_leaving
from stories.telling import TOO_LATE, in_words
from vocabulary.models import Concept, Kind

MODERATORS_FOR_MINORS: Final = 2

NOT_APPROVED = _("The teller has not approved this version yet.")
PROOF_ACCEPTED = _(
    "A moderator has accepted what a report on this story says. Close that report "
    "first; then readers can be shown the story again."
)


def publish_story(
    submission: Submission, moderator: User, *, version: int | None = None
) -> Story | None:
    """Make the approved version public; None while a minor's story needs a second.

    Raises ValidationError without the teller's approval and consents, when nobody would
    see it before they end, and when the moderator was shown another version.
    """
    check_moderator(moderator)
    with transaction.atomic():
        opened = opened_for(submission, State.WAITING, State.APPROVED)
        check_version(opened.submission, version)
        if not is_approved(opened):
            raise ValidationError(NOT_APPROVED, code="not_approved")
        opened.proposal.check_complete()
        expires_on = check_consents(opened)
        _check_embargo(opened, expires_on)
        if not _endorsed(opened, moderator):
            return None
        story = _public_story(opened, expires_on)
        opened.submission.story = story
        put(opened.submission, State.PUBLISHED)
        announce(story)
    return story


def is_approved(opened: OpenSubmission) -> bool:
    """Say whether the teller wants exactly this version."""
    now = opened.submission
    # Once there was a question, its answer may say something else.
    as_written = (
        now.proposal is None
        and opened.telling.spelling_waiver
        and not now.messages.exists()
    )
    return as_written or now.approved_version == now.version


def hide_story(story: Story, moderator: User) -> None:
    """Hide a story from readers at once, until it is shown again or removed."""
    check_moderator(moderator)
    with transaction.atomic():
        take_from_readers(story)
    forget_leaving()


def take_from_readers(story: Story) -> None:
    """Hide a story within the caller's transaction; `forget_leaving` follows it."""
    Story.objects.filter(pk=story.pk).update(hidden=True)
    announce(story)
    Leaving.objects.create(public_id=story.public_id)


@transaction.atomic
def show_story(story: Story, moderator: User) -> None:
    """Show a hidden story again; ValidationError while a report's proof is accepted."""
    check_moderator(moderator)
    # Locked first: somebody may be accepting the proof in this moment.
    locked_story(story.pk)
    if why := why_it_stays_hidden(story):
        raise ValidationError(why, code="proof_accepted")
    Story.objects.filter(pk=story.pk).update(hidden=False)
    announce(story)


def why_it_stays_hidden(story: Story) -> str:
    """Return why a story can't be shown again now; empty if it can."""
    accepted = Report.objects.agreed(1).filter(story=story).exists()
    return str(PROOF_ACCEPTED) if accepted else ""


def _check_embargo(opened: OpenSubmission, expires_on: date) -> None:
    """Raise ValidationError if the story would be over before it is shown."""
    embargo = opened.proposal.embargo
    if embargo and embargo >= expires_on:
        params = {"day": in_words(expires_on - timedelta(days=1))}
        raise ValidationError(TOO_LATE, code="too_late", params=params)


def _endorsed(opened: OpenSubmission, moderator: User) -> bool:
    """Count the moderator in; return whether enough want this version published."""
    endorsed_by = opened.submission.endorsed_by
    endorsed_by.add(moderator)
    needed = MODERATORS_FOR_MINORS if opened.telling.under_18 else 1
    return endorsed_by.count() >= needed


def _public_story(opened: OpenSubmission, expires_on: date) -> Story:
    """Save the story with its themes, its photo and the teller's words."""
    told = opened.proposal
    consents = holding_consents(opened.submission, timezone.localdate())
    # The day from which it is shown: an earlier one would tell of the embargo.
    today = timezone.localdate()
    story = Story(
        published_on=max(today, told.embargo or today),
        expires_on=expires_on,
        not_before=told.embargo,
        origin=told.origin,
        residence=told.residence,
        name_style=told.name_style,
        name="" if told.name_style == NameStyle.NONE else told.name,
        original_language=told.language,
        content_notes=list(told.content_notes),
        allowed_uses=allowed_uses(opened.submission, today),
        under_18=opened.telling.under_18,
        text_consent=consents[Scope.TEXT],
    )
    if Scope.PHOTO in consents and not story.under_18:
        _add_photo(story, opened, consents[Scope.PHOTO])
    story.save()
    story.themes.set(
        Concept.objects.filter(kind=Kind.STORY_THEME, slug__in=told.themes)
    )
    StoryText.objects.create(
        story=story,
        language=told.language,
        title=told.title,
        quote=told.quote,
        body=told.body,
    )
    return story


def _add_photo(story: Story, opened: OpenSubmission, consent: Consent) -> None:
    photo = Photo.objects.filter(submission=opened.submission, discarded=False).first()
    if photo is None:
        return
    photo.picture = make_public(photo, opened.cipher, title=story.public_id)
    photo.picture.save()
    photo.save()
    # Now, so that no reader's request has to write.
    make_renditions(photo.picture)
    transaction.on_commit(lambda: private_storage().delete(photo.name))
    story.photo = photo.picture
    story.photo_consent = consent
    story.photo_description = opened.proposal.photo_description
