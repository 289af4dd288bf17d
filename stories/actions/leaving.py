"""How a story goes: key first, then files, then rows; repeated until all is gone.

Once its tombstone stands in the keys database it is taken back, whatever is
interrupted after that: the replay does the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from images.models import Picture
from stories.actions.announcing import announce
from stories.actions.checking import lock_reports, locked_story
from stories.keys import keyring
from stories.models import (
    Leaving,
    Photo,
    Report,
    ReportState,
    Story,
    Submission,
    Tombstone,
)
from stories.photos import erase_files
from stories.sinks import forget_leaving


def withdraw(submission: Submission) -> None:
    """Take a submission and its story back for good: no reason asked, no way back."""
    public_ids = Story.objects.filter(submission=submission.pk).values_list(
        "public_id", flat=True
    )
    keyring.destroy(submission.key_ref, *public_ids)
    erase_submission(submission.pk)
    forget_leaving()


def end_story(story: Story) -> None:
    """Take a published story back for good, with its submission if it has one."""
    submission = Submission.objects.filter(story=story).first()
    if submission is not None:
        withdraw(submission)
        return
    keyring.destroy(story.public_id)
    erase_story(story.pk)
    forget_leaving()


def erase_submission(pk: int) -> None:
    """Erase what a submission left outside the keys database; may be repeated."""
    with transaction.atomic():
        # Read again under the lock: it may have been published a moment ago.
        submission = Submission.objects.select_for_update().filter(pk=pk).first()
        if submission is None:
            return
        refs = [submission.key_ref]
        picture: Picture | None = None
        for photo in Photo.objects.filter(submission=submission):
            # Before the rows: afterwards nothing would know their names.
            erase_files(photo)
            picture = photo.picture
        if story := locked_story(submission.story_id):
            refs.append(story.public_id)
            _delete_story(story)
        if picture is not None:
            picture.delete()
        submission.delete()
        _bury(refs)
    keyring.destroy(*refs)


def erase_story(pk: int) -> None:
    """Erase a story that has no submission; may be repeated."""
    with transaction.atomic():
        story = locked_story(pk)
        if story is None:
            return
        consents = [story.text_consent, story.photo_consent]
        picture = story.photo
        _delete_story(story)
        for leftover in (*consents, picture):
            if leftover is not None:
                leftover.delete()
        _bury([story.public_id])
    keyring.destroy(story.public_id)


def erase_report(report: Report) -> None:
    """Erase a report with all that was written in it: key first, then rows."""
    keyring.destroy(report.key_ref)
    with transaction.atomic():
        Report.objects.filter(pk=report.pk).delete()
        _bury([report.key_ref])


def erase_discarded() -> int:
    """Erase photos that were taken out, files first; return how many."""
    photos = list(Photo.objects.filter(discarded=True))
    for photo in photos:
        erase_files(photo)
        with transaction.atomic():
            # Another one may have taken its place meanwhile.
            Photo.objects.filter(pk=photo.pk, name=photo.name, discarded=True).delete()
            if photo.picture is not None:
                photo.picture.delete()
    return len(photos)


def _delete_story(story: Story) -> None:
    announce(story)
    today = timezone.localdate()
    lock_reports(Report.objects.filter(story=story))
    Report.objects.undecided().filter(story=story).update(
        state=ReportState.DONE, changed_on=today, closed_on=today
    )
    Leaving.objects.create(public_id=story.public_id)
    story.delete()


def _bury(refs: Iterable[str]) -> None:
    Tombstone.objects.bulk_create(
        [Tombstone(ref=ref) for ref in refs], ignore_conflicts=True
    )
