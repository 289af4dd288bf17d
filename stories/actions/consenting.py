"""Consents are rows: giving one makes a row, taking it back deletes row and part."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.actions.announcing import announce
from stories.actions.checking import locked
from stories.actions.leaving import erase_discarded, withdraw
from stories.keys import keyring
from stories.models import (
    AllowedUse,
    Consent,
    GivenBy,
    Leaving,
    Photo,
    Scope,
    State,
    Submission,
)
from stories.opened import OpenSubmission, open_submission
from stories.sinks import forget_leaving

DAYS: Final = {Scope.TEXT: 730, Scope.PHOTO: 365}
"""How long a consent holds; our own choice: a face ages faster than words."""
BEFORE_PUBLICATION: Final = (
    State.DRAFT,
    State.WAITING,
    State.ASKED,
    State.PROPOSED,
    State.APPROVED,
)

TEXT_MISSING = _("The story can only be sent if you agree that it may be read here.")
GUARDIAN_MISSING = _("Under 18, a parent or guardian must agree as well.")

_WITH_CONSENT: Final = ["photo", "photo_consent", "photo_description", "allowed_uses"]
"""What of a story goes with a consent."""


@transaction.atomic
def give_consents(
    submission: Submission,
    scopes: Collection[Scope],
    *,
    wording: str,
    language: str,
    given_by: GivenBy = GivenBy.TELLER,
) -> None:
    """Keep exactly these consents of one person; `wording` names the text agreed to."""
    now = locked(submission, *BEFORE_PUBLICATION)
    given = Consent.objects.filter(submission=now, given_by=given_by)
    given.exclude(scope__in=scopes).delete()
    known = set(given.values_list("scope", flat=True))
    today = timezone.localdate()
    Consent.objects.bulk_create(
        Consent(
            submission=now,
            scope=scope,
            given_by=given_by,
            given_on=today,
            expires_on=today + timedelta(days=DAYS.get(scope, DAYS[Scope.TEXT])),
            wording=wording,
            language=language,
        )
        for scope in scopes
        if scope not in known
    )


@transaction.atomic
def agree_again(submission: Submission, *, wording: str, language: str) -> None:
    """Let a teller's holding consents begin anew; a guardian's stay as given."""
    now = locked(submission, State.PUBLISHED)
    today = timezone.localdate()
    for consent in holding_consents(now, today).values():
        consent.given_on = today
        consent.expires_on = today + timedelta(
            days=DAYS.get(Scope(consent.scope), DAYS[Scope.TEXT])
        )
        consent.wording, consent.language = wording, language
        consent.save()
    if story := now.story:
        story.expires_on = check_consents(open_submission(now))
        story.allowed_uses = allowed_uses(now, today)
        # Alone: a moderator may be hiding it in this moment.
        story.save(update_fields=["expires_on", "allowed_uses"])
        announce(story)


def holding_consents(submission: Submission, today: date) -> dict[str, Consent]:
    """Return scope → the teller's consent that holds on a day."""
    return {
        consent.scope: consent
        for consent in submission.consents.filter(
            given_by=GivenBy.TELLER, expires_on__gt=today
        )
    }


def allowed_uses(submission: Submission, today: date) -> list[str]:
    """Return what may be done with the story: what each who had to agree agreed to."""
    given = submission.consents.filter(expires_on__gt=today)
    by_person = [
        set(given.filter(given_by=person).values_list("scope", flat=True))
        for person in given.values_list("given_by", flat=True).distinct()
    ]
    agreed = set.intersection(*by_person) if by_person else set()
    return [use for use in AllowedUse.values if use in agreed]


def check_consents(opened: OpenSubmission) -> date:
    """Return the day until which the text may be shown; raises ValidationError."""
    today = timezone.localdate()
    to_text = {
        consent.given_by: consent.expires_on
        for consent in opened.submission.consents.filter(
            scope=Scope.TEXT, expires_on__gt=today
        )
    }
    if GivenBy.TELLER not in to_text:
        raise ValidationError(TEXT_MISSING, code="text_consent")
    if opened.telling.under_18 and GivenBy.GUARDIAN not in to_text:
        raise ValidationError(GUARDIAN_MISSING, code="guardian_consent")
    return min(to_text.values())


def switch_off_consent(submission: Submission, scope: Scope) -> None:
    """Take one consent back with its part, at once; without `text`, everything goes."""
    if scope == Scope.TEXT:
        withdraw(submission)
        return
    given = Consent.objects.filter(submission=submission.pk, scope=scope)
    refs = [one.tombstone_ref for one in given.select_related("submission")]
    # First, as when a story goes: an old copy of the database may still hold them.
    keyring.bury(dict.fromkeys(refs, timezone.localdate()))
    with transaction.atomic():
        now = locked(submission, *State)
        if story := now.story:
            if scope == Scope.PHOTO:
                story.photo = story.photo_consent = None
                story.photo_description = ""
            if scope in AllowedUse.values:
                story.allowed_uses = [use for use in story.allowed_uses if use != scope]
            # Alone: a moderator may be hiding it in this moment.
            story.save(update_fields=_WITH_CONSENT)
            announce(story)
            # What other rooms made of it holds the part that must go.
            Leaving.objects.create(public_id=story.public_id)
        if scope == Scope.PHOTO:
            Photo.objects.filter(submission=now).update(discarded=True)
        Consent.objects.filter(submission=now, scope=scope).delete()
    erase_discarded()
    forget_leaving()
