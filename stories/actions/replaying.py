"""What was taken back stays taken back, whatever copy of a database is put in place."""

from __future__ import annotations

from contextlib import suppress

from django.db.models import Exists, OuterRef

from stories.actions.consenting import switch_off_consent
from stories.actions.leaving import erase_report, erase_story, erase_submission
from stories.keys import keyring
from stories.keys.keyring import KeyGone
from stories.keys.models import Key
from stories.keys.models import Tombstone as KeysTombstone
from stories.models import Consent, Report, Scope, Story, Submission, Tombstone
from stories.models.consents import PART
from stories.sinks import forget_leaving


def replay_tombstones() -> int:
    """Bring both databases to all tombstones, and erase what they are for.

    Return how much was erased. Called before the first request and by a sweep, it also
    finishes whatever was interrupted.
    """
    _unite()
    buried = Tombstone.objects.all()
    submissions = list(Submission.objects.taken_back(buried))
    for submission in submissions:
        erase_submission(submission.pk)
    has_tombstone = Exists(buried.filter(ref=OuterRef("public_id")))
    stories = list(Story.objects.filter(has_tombstone))
    for story in stories:
        erase_story(story.pk)
    erased = Exists(buried.filter(ref=OuterRef("key_ref")))
    reports = list(Report.objects.filter(erased))
    for report in reports:
        erase_report(report)
    parts = _switch_off_parts()
    forget_leaving()
    return len(submissions) + len(stories) + len(reports) + parts


def _switch_off_parts() -> int:
    """Switch off again each consent that was taken back while its story stayed."""
    buried = set(
        Tombstone.objects.filter(ref__startswith=PART).values_list("ref", flat=True)
    )
    if not buried:
        return 0
    given = Consent.objects.filter(submission__isnull=False)
    back = [
        (consent.submission, consent.scope)
        for consent in given.select_related("submission")
        if consent.submission and consent.tombstone_ref in buried
    ]
    for submission, scope in back:
        with suppress(KeyGone):
            switch_off_consent(submission, Scope(scope))
    return len(back)


def _unite() -> None:
    """Give each database the tombstones that only the other has."""
    kept = dict(KeysTombstone.objects.values_list("ref", "day"))
    here = dict(Tombstone.objects.values_list("ref", "day"))
    Tombstone.objects.bulk_create(
        [Tombstone(ref=ref, day=kept[ref]) for ref in kept.keys() - here.keys()],
        ignore_conflicts=True,
    )
    keyring.bury({ref: here[ref] for ref in here.keys() - kept.keys()})
    buried = KeysTombstone.objects.filter(ref=OuterRef("ref"))
    Key.objects.filter(Exists(buried)).delete()
