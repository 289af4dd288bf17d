"""Reports: anybody can write one, without an account and without a teller's code.

A report hides or destroys nothing and shows nothing of the private side. A moderator
can hide the story meanwhile; once one accepted the proof it is hidden, and only when
two did is it destroyed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff.models import User
from stories import receipts
from stories.actions.checking import (
    check_answers,
    check_moderator,
    lock_reports,
    locked_story,
)
from stories.actions.leaving import end_story
from stories.actions.publishing import take_from_readers
from stories.keys import keyring
from stories.models import Message, Reason, Report, ReportState, Sender, Story
from stories.opened import MESSAGE, open_report
from stories.reported import STORY, kind_of
from stories.sinks import forget_leaving
from stories.telling import clean_words

MODERATORS: Final = 2
"""How many must have accepted before a story is destroyed."""
LONGEST_WORDS: Final = 5_000
REMOVED_FOR: Final = (
    Reason.ABOUT_ME,
    Reason.UNLAWFUL,
    Reason.DANGEROUS,
    Reason.HATEFUL,
)
"""That somebody finds a story untrue takes it from nobody."""

NOTHING_WRITTEN = _("Write what we should know.")
TOO_LONG = _("This is too long. The most we take is %(most)s characters.")
NO_REASON = _("Choose why you report it.")
GONE = _("This is not there any more.")
CLOSED = _("This report is closed already.")
NO_STORY = _("Only a story is removed here. Close the report with your answer.")
NOT_FOR_THIS = _("A story is not removed because somebody finds it untrue.")
ADDED_MEANWHILE = _("Something was added to this report meanwhile. Read it first.")
STILL_THERE = _("The story is still there. It is removed when two of you accept.")


def report(
    kind: str,
    public_id: str,
    reason: str,
    words: str,
    code: str,
    *,
    slow: bool = False,
) -> Report:
    """Keep a report, sealed, under a fresh code; the same code again changes nothing.

    Raises ValidationError by part: `reason`, `words`.
    """
    if receipts.parse(code) != code:
        raise ValueError("Make codes with receipts.new_code().")
    if kind_of(kind) is None:
        raise ValueError("Register the kind in stories.reported.")
    clean = _checked(reason, words)
    receipt = receipts.digest(code)
    known = Report.objects.filter(receipt=receipt).first()
    if known is not None:
        return known
    ref = keyring.make_key()
    try:
        with transaction.atomic():
            made = Report.objects.create(
                key_ref=ref,
                receipt=receipt,
                kind=kind,
                public_id=public_id,
                story=_reported_story(kind, public_id),
                reason=reason,
                slow=slow,
            )
            _write(made, Sender.TELLER, clean)
            return made
    except IntegrityError:
        # The same form arrived twice at once.
        keyring.discard_unused(ref)
        return Report.objects.get(receipt=receipt)
    except ValidationError:
        keyring.discard_unused(ref)
        raise


@transaction.atomic
def tell_more(report: Report, words: str, *, after: int | None = None) -> None:
    """Add to a report, or answer our question; it waits for the moderators again.

    `after` is how many messages of her own she saw when she wrote: what has been kept
    after them already is not kept twice.
    """
    now = _undecided(report)
    clean = _clean(words)
    if after is not None and clean in _own_words(now)[after:]:
        return
    _write(now, Sender.TELLER, clean)
    _put(now, ReportState.OPEN)


@transaction.atomic
def ask_reporter(
    report: Report, moderator: User, words: str, *, seen: int | None = None
) -> None:
    """Ask whoever reports something; it is read under the report's code.

    `seen` is how many messages the moderator was shown; with more, nothing is done.
    """
    check_answers(moderator, report.kind)
    now = _undecided(report, seen)
    _write(now, Sender.MODERATOR, _clean(words))
    _put(now, ReportState.ASKED)


def accept_removal(report: Report, moderator: User, *, seen: int | None = None) -> bool:
    """Accept the proof: the first who does hides the story, the second destroys it.

    Return whether the story is gone now.
    """
    check_moderator(moderator)
    with transaction.atomic():
        locked_story(report.story_id)
        now = _undecided(report, seen)
        if now.kind != STORY:
            raise ValidationError(NO_STORY, code="no_story")
        if now.reason not in REMOVED_FOR:
            raise ValidationError(NOT_FOR_THIS, code="not_for_this")
        now.accepted_by.add(moderator)
        if now.story is not None:
            take_from_readers(now.story)
    forget_leaving()
    return finish_removal(now)


def finish_removal(report: Report) -> bool:
    """Destroy the story of a report that two accepted; return whether it is gone."""
    if report.accepted_by.count() < MODERATORS:
        return False
    if report.story is not None:
        end_story(report.story)
    else:
        _close(report, ReportState.DONE)
    return True


@transaction.atomic
def close_report(
    report: Report,
    moderator: User,
    words: str,
    *,
    removed: bool = False,
    seen: int | None = None,
) -> None:
    """Close with words that are read under the code; `removed`: corrected or gone.

    A story that is still there can't be called removed: ValidationError.
    """
    check_answers(moderator, report.kind)
    now = _undecided(report, seen)
    if removed and now.story is not None:
        raise ValidationError(STILL_THERE, code="still_there")
    _write(now, Sender.MODERATOR, _clean(words))
    _close(now, ReportState.DONE if removed else ReportState.REFUSED)


@transaction.atomic
def close_unread(reports: Iterable[Report], moderator: User) -> int:
    """Close what stands unread in the slow lane, and return how many those were.

    Nothing is opened; without an answer, the page under the code says that nobody has
    read it.
    """
    check_moderator(moderator)
    chosen = [report.pk for report in reports]
    today = timezone.localdate()
    unread = lock_reports(Report.objects.unread().filter(pk__in=chosen))
    return Report.objects.filter(pk__in=unread).update(
        state=ReportState.REFUSED, changed_on=today, closed_on=today
    )


def _checked(reason: str, words: str) -> str:
    """Return clean words; raises ValidationError for all that is wrong at once."""
    wrong: dict[str, ValidationError] = {}
    if reason not in Reason.values:
        wrong["reason"] = ValidationError(NO_REASON, code="reason")
    try:
        clean = _clean(words)
    except ValidationError as error:
        wrong["words"] = error
    if wrong:
        raise ValidationError(wrong)
    return clean


def _clean(words: str) -> str:
    clean = clean_words(words).strip()
    if not clean:
        raise ValidationError(NOTHING_WRITTEN, code="empty")
    if len(clean) > LONGEST_WORDS:
        params = {"most": LONGEST_WORDS}
        raise ValidationError(TOO_LONG, code="too_long", params=params)
    return clean


def _reported_story(kind: str, public_id: str) -> Story | None:
    if kind != STORY:
        return None
    # Locked: it may be withdrawn in this moment.
    story = Story.objects.select_for_update().filter(public_id=public_id).first()
    if story is None:
        raise ValidationError(GONE, code="gone")
    return story


def _own_words(report: Report) -> list[str]:
    return [
        message.words
        for message in open_report(report)
        if message.sender == Sender.TELLER
    ]


def _undecided(report: Report, seen: int | None = None) -> Report:
    """Return the report as it is now, locked; raises ValidationError once closed."""
    now = Report.objects.undecided().select_for_update().filter(pk=report.pk).first()
    if now is None:
        raise ValidationError(CLOSED, code="closed")
    if seen is not None and now.messages.count() != seen:
        raise ValidationError(ADDED_MEANWHILE, code="added")
    return now


def _write(report: Report, sender: Sender, words: str) -> None:
    Message.objects.create(
        report=report,
        sender=sender,
        words=keyring.cipher(report.key_ref).seal(words.encode(), MESSAGE),
    )


def _put(report: Report, state: ReportState) -> None:
    """Save the report in its new state; the days of retention count from here."""
    report.state = state
    report.changed_on = timezone.localdate()
    report.save()


def _close(report: Report, state: ReportState) -> None:
    report.closed_on = timezone.localdate()
    _put(report, state)
