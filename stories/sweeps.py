"""What the worker does for stories; each sweep finds out by itself what is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import chain
from pathlib import PurePosixPath
from typing import Final

from django.core.files.storage import Storage, default_storage
from django.utils import timezone

from images.models import PERSONAL, PICTURES, RENDITIONS, Picture, PictureRendition
from stories.actions.announcing import announce
from stories.actions.consenting import switch_off_consent
from stories.actions.leaving import end_story, erase_discarded, erase_report, withdraw
from stories.actions.replaying import replay_tombstones
from stories.actions.reporting import MODERATORS, finish_removal
from stories.keys import keyring
from stories.keys.models import Key
from stories.models import (
    Consent,
    Photo,
    Report,
    Scope,
    State,
    Story,
    Submission,
)
from stories.photos import private_storage
from sweeps.registry import register

KEPT_DAYS: Final[dict[str, int]] = {
    State.DRAFT: 30,
    State.DECLINED: 30,
    State.ASKED: 90,
    State.PROPOSED: 90,
}
"""Days that a submission may wait for its teller before all of it is erased."""
REPORT_KEPT_DAYS: Final = 30
"""Days that a closed report can still be read under its code."""
REPORT_UNANSWERED_DAYS: Final = 90
"""Days that a report may wait for an answer to a question of ours."""
ORPHAN_DAYS: Final = 35
"""As long as a backup is kept: until then the other half may come back."""
RELEASED_DAYS: Final = 7
"""Days for which a story is announced anew once its embargo ended: a worker that
stood still for a week has other troubles."""
FILE_GRACE: Final = timedelta(hours=1)
"""A file may be a moment older than its row."""


def finish_interrupted() -> int:
    """Replay tombstones, and end what two moderators or a consent decided."""
    done = replay_tombstones() + erase_discarded()
    for report in Report.objects.agreed(MODERATORS):
        done += finish_removal(report)
    return done


def expire() -> int:
    """Erase stories past their day, and photos and uses whose consent has ended.

    What was sent and never published ends with the consent to its text as well: nobody
    may publish it any more.
    """
    today = timezone.localdate()
    stories = list(Story.objects.filter(expires_on__lte=today))
    for story in stories:
        end_story(story)
    unpublished = list(Submission.objects.unpublished_past_consent(today))
    for submission in unpublished:
        withdraw(submission)
    ended = list(
        Consent.objects.exclude(scope=Scope.TEXT)
        .filter(expires_on__lte=today, submission__isnull=False)
        .select_related("submission")
    )
    for consent in ended:
        if consent.submission:
            switch_off_consent(consent.submission, Scope(consent.scope))
    return len(stories) + len(unpublished) + len(ended)


def release() -> int:
    """Tell the search of stories whose embargo has ended; it learns no days itself."""
    stories = Story.objects.released(RELEASED_DAYS, timezone.localdate())
    for story in stories:
        announce(story)
    return len(stories)


def retain() -> int:
    """Erase what nobody came back for."""
    today = timezone.localdate()
    submissions = list(Submission.objects.lapsed(KEPT_DAYS, today))
    for submission in submissions:
        # She may have come back while others were erased.
        if Submission.objects.lapsed(KEPT_DAYS, today).filter(pk=submission.pk):
            withdraw(submission)
    reports = list(
        Report.objects.lapsed(REPORT_KEPT_DAYS, REPORT_UNANSWERED_DAYS, today)
    )
    for report in reports:
        erase_report(report)
    return len(submissions) + len(reports)


def remove_orphans() -> int:
    """Remove keys and tellers' files that a crash left without their rows."""
    return _orphan_rows() + _orphan_keys() + _orphan_files()


def _orphan_rows() -> int:
    """Erase what nobody can read any more; published stories stay public."""
    before = timezone.localdate() - timedelta(days=ORPHAN_DAYS)
    submissions = Submission.objects.filter(story=None, changed_on__lt=before)
    reports = Report.objects.filter(changed_on__lt=before)
    refs = (rows.values_list("key_ref", flat=True) for rows in (submissions, reports))
    readable = keyring.ciphers(chain.from_iterable(refs))
    lost = [row for row in submissions if row.key_ref not in readable]
    for submission in lost:
        withdraw(submission)
    unread = [row for row in reports if row.key_ref not in readable]
    for report in unread:
        erase_report(report)
    return len(lost) + len(unread)


def _orphan_keys() -> int:
    before = timezone.localdate() - timedelta(days=ORPHAN_DAYS)
    refs = set(Key.objects.filter(made_on__lt=before).values_list("ref", flat=True))
    for model in (Submission, Report):
        refs -= set(model._default_manager.values_list("key_ref", flat=True))
    for ref in refs:
        keyring.discard_unused(ref)
    return len(refs)


def _orphan_files() -> int:
    # What is published has no private file any more.
    unpublished = Photo.objects.filter(picture=None)
    return (
        _remove_unknown(private_storage(), "", unpublished.values_list("name"))
        + _remove_unknown(default_storage, PICTURES, _files_of(Picture))
        + _remove_unknown(default_storage, RENDITIONS, _files_of(PictureRendition))
    )


def _files_of(model: type[Picture] | type[PictureRendition]) -> Iterable[tuple[str]]:
    files = model._default_manager.values_list("file", flat=True)
    return ((PurePosixPath(file).name,) for file in files)


def _remove_unknown(storage: Storage, folder: str, known: Iterable[tuple[str]]) -> int:
    """Remove tellers' files that no row names; in the private folder all are theirs."""
    if not storage.exists(folder):
        return 0
    _folders, names = storage.listdir(folder)
    rows = {name for (name,) in known}
    before = timezone.now() - FILE_GRACE
    orphans = [
        f"{folder}/{name}" if folder else name
        for name in names
        if name not in rows and (name.startswith(PERSONAL) or not folder)
    ]
    old = [path for path in orphans if storage.get_modified_time(path) < before]
    for path in old:
        storage.delete(path)
    return len(old)


def register_all() -> None:
    register("stories.interrupted", finish_interrupted, every=20)
    register("stories.expire", expire, every=60)
    register("stories.release", release, every=3600)
    register("stories.retain", retain, every=60)
    register("stories.orphans", remove_orphans, every=3600)
