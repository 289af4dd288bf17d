"""What every verb checks first: who acts, and whether the time is right."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff.models import User
from stories.keys.keyring import KeyGone
from stories.models import State, Story, Submission
from stories.opened import OpenSubmission, open_submission
from stories.private_querysets import ReportQuerySet
from stories.reported import all_kinds, kind_of

MODERATE = "stories.moderate_submission"
TRANSLATE = "stories.change_storytext"

NOT_NOW = _("This is not possible now. Where the story stands: %(state)s.")
CHANGED_MEANWHILE = _(
    "Somebody else has changed this version since you opened it, so nothing was saved. "
    "Open it again beside this page."
)
ADDED_MEANWHILE = _("The teller has written meanwhile. Read it first.")


def check_moderator(user: User) -> None:
    """Raise PermissionDenied for whoever may not moderate."""
    if not (user.is_active and user.has_perm(MODERATE)):
        raise PermissionDenied


def may_answer(user: User, kind: str) -> bool:
    """Say whether somebody reads and closes reports on things of a kind."""
    known = kind_of(kind)
    corrects = known.changed_by if known else ""
    return user.is_active and (
        user.has_perm(MODERATE) or (corrects != "" and user.has_perm(corrects))
    )


def kinds_answered_by(user: User) -> list[str]:
    """Return the kinds of things whose reports somebody reads and closes."""
    return [kind for kind in all_kinds() if may_answer(user, kind)]


def check_answers(user: User, kind: str) -> None:
    """Raise PermissionDenied for whoever may not answer reports on a kind."""
    if not may_answer(user, kind):
        raise PermissionDenied


def check_translator(user: User) -> None:
    """Raise PermissionDenied for whoever may not translate published stories."""
    if not (user.is_active and user.has_perm(TRANSLATE)):
        raise PermissionDenied


def check_version(submission: Submission, seen: int | None) -> None:
    """Raise ValidationError if somebody has changed the version since it was seen."""
    if seen is not None and submission.version != seen:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")


def check_messages(submission: Submission, seen: int | None) -> None:
    """Raise ValidationError if anything was written since so many were seen."""
    if seen is not None and submission.messages.count() != seen:
        raise ValidationError(ADDED_MEANWHILE, code="added")


def locked(submission: Submission, *states: State) -> Submission:
    """Return the submission as it is now, locked until the transaction ends.

    Raises ValidationError unless it stands in one of the states, KeyGone once it was
    taken back.
    """
    now = Submission.objects.select_for_update().filter(pk=submission.pk).first()
    if now is None:
        raise KeyGone(submission.key_ref)
    if now.state not in states:
        params = {"state": State(now.state).label}
        raise ValidationError(NOT_NOW, code="not_now", params=params)
    return now


def locked_story(pk: int | None) -> Story | None:
    """Return a story as it is now, locked until the transaction ends.

    Whoever locks several rows takes the submission first, then its story, then the
    reports on it.
    """
    if pk is None:
        return None
    # Of two who took them in different orders, each would wait for the other, until
    # PostgreSQL ends one of them with an error. Reports come last, because writing one
    # locks its story first.
    return Story.objects.select_for_update().filter(pk=pk).first()


def lock_reports(reports: ReportQuerySet) -> list[int]:
    """Lock reports until the transaction ends, and return their numbers in order."""
    ordered = reports.select_for_update().order_by("pk")
    return list(ordered.values_list("pk", flat=True))


def opened_for(submission: Submission, *states: State) -> OpenSubmission:
    """Return the submission locked and in clear; raises what `locked` does.

    Call it inside the transaction: only then can nobody take it back until the end.
    """
    return open_submission(locked(submission, *states))


def put(submission: Submission, state: State) -> None:
    """Save the submission in its new state; the days of retention count from here."""
    submission.state = state
    submission.changed_on = timezone.localdate()
    submission.save()
