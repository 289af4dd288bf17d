"""Nothing is kept longer than was said."""

from __future__ import annotations

import os
import time
from datetime import timedelta

from django.apps import apps
from django.utils import timezone

import pytest

from stories import actions, receipts, sweeps
from stories.keys import keyring
from stories.keys.models import Key
from stories.models import (
    Consent,
    Report,
    Scope,
    Story,
    Submission,
    Tombstone,
)
from sweeps.registry import all_sweeps
from tests.stories.factories import make_story
from tests.stories.private import (
    BOTH,
    make_draft,
    make_published,
    make_waiting,
)

pytestmark = pytest.mark.django_db(databases=BOTH)


def ago(days):
    return timezone.localdate() - timedelta(days=days)


@pytest.mark.parametrize(
    ("state", "days"),
    [("draft", 30), ("declined", 30), ("asked", 90), ("proposed", 90)],
)
def test_what_nobody_came_back_for_is_erased(state, days):
    submission = make_draft()
    rows = Submission.objects.filter(pk=submission.pk)
    rows.update(state=state, changed_on=ago(days))
    assert sweeps.retain() == 0
    rows.update(changed_on=ago(days + 1))
    assert sweeps.retain() == 1
    assert sweeps.retain() == 0
    assert not Key.objects.exists()
    assert Tombstone.objects.filter(ref=submission.key_ref).exists()


@pytest.mark.parametrize("state", ["waiting", "approved", "published"])
def test_what_waits_for_us_stays(state):
    make_draft()
    Submission.objects.update(state=state, changed_on=ago(1000))
    assert sweeps.retain() == 0


def test_expired_stories_are_erased():
    make_published()
    kept = make_story()
    Story.objects.exclude(pk=kept.pk).update(expires_on=timezone.localdate())
    assert sweeps.expire() == 1
    assert list(Story.objects.all()) == [kept]
    assert not Submission.objects.exists()


@pytest.mark.parametrize("state", ["waiting", "approved"])
def test_what_was_sent_and_never_appeared_ends_with_its_consent(state):
    make_published()
    waiting = Submission.objects.filter(pk=make_waiting().pk)
    waiting.update(state=state)
    make_draft()
    text = Consent.objects.filter(scope=Scope.TEXT)
    text.exclude(submission__state="published").update(expires_on=ago(-1))
    assert sweeps.expire() == 0
    text.exclude(submission__state="published").update(expires_on=ago(0))
    assert sweeps.expire() == 1
    assert not waiting.exists()
    assert set(Submission.objects.values_list("state", flat=True)) == {
        "draft",
        "published",
    }


def test_a_photo_whose_consent_ended_is_erased_and_the_words_stay(public_files):
    make_published(photo=True)
    Consent.objects.filter(scope=Scope.PHOTO).update(expires_on=timezone.localdate())
    assert sweeps.expire() == 1
    assert sweeps.expire() == 0
    assert Story.objects.public().get().photo is None
    assert not public_files()


def test_closed_reports_are_erased_after_a_month(moderator):
    story = make_story()
    report = actions.report(
        "story", story.public_id, "about_me", "Me.", receipts.new_code()
    )
    actions.close_report(report, moderator, "No.")
    assert sweeps.retain() == 0
    Report.objects.update(closed_on=ago(31))
    assert sweeps.retain() == 1
    assert not Report.objects.exists()
    assert not Key.objects.exists()


def test_keys_without_rows_go_after_the_days_of_a_backup():
    kept = make_draft()
    ref = keyring.make_key()
    assert sweeps.remove_orphans() == 0
    Key.objects.update(made_on=ago(36))
    assert sweeps.remove_orphans() == 1
    assert Key.objects.get().ref == kept.key_ref != ref


def test_rows_without_keys_go_as_late_and_published_ones_stay():
    make_waiting()
    make_published()
    Key.objects.all().delete()
    assert sweeps.remove_orphans() == 0
    Submission.objects.update(changed_on=ago(36))
    assert sweeps.remove_orphans() == 1
    assert Story.objects.public().exists()


def test_private_files_without_rows_go_after_an_hour(private_files, tmp_path):
    make_draft(photo=True)
    (kept,) = private_files()
    stray = tmp_path / "private" / "stray.jpg"
    stray.write_bytes(b"x")
    assert sweeps.remove_orphans() == 0
    hours_ago = time.time() - 7200
    for name in private_files():
        os.utime(tmp_path / "private" / name, (hours_ago, hours_ago))
    assert sweeps.remove_orphans() == 1
    assert private_files() == [kept]


def test_the_worker_replays_before_it_writes_the_index():
    names = [sweep.name for sweep in all_sweeps()]
    assert names.index("stories.interrupted") < names.index("search.outbox")
    every = {sweep.name: sweep.every for sweep in all_sweeps()}
    assert every["stories.interrupted"] <= 30
    assert apps.is_installed("stories.keys")


def test_public_files_of_tellers_without_rows_go_after_an_hour(tmp_path):
    story = make_published(photo=True)
    folder = tmp_path / "media" / "pictures"
    for name in ("person-unknown.jpg", "a-lesson's.jpg"):
        (folder / name).write_bytes(b"pixels")
    for file in folder.iterdir():
        os.utime(file, (0, 0))
    assert sweeps.remove_orphans() == 1
    left = {file.name for file in folder.iterdir()}
    assert left == {"a-lesson's.jpg", story.photo.file.name.split("/")[1]}
