from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection

import pytest
import time_machine

from philoxenia import backups
from philoxenia.restoring import NotRestored, restore
from philoxenia.sealing import new_identity, read_identities
from stories import actions
from stories.keys.models import Tombstone as KeysTombstone
from stories.models import Scope, Story, Submission, Tombstone
from stories.opened import open_submission
from sweeps import presence
from tests.stories.private import BOTH, make_published, make_waiting

pytestmark = [
    pytest.mark.gate,
    pytest.mark.django_db(transaction=True, databases=BOTH),
    pytest.mark.usefixtures("copy"),
]


def media(copy):
    return [path.name for path in (copy / "media").rglob("*") if path.is_file()]


def make_backup():
    """Return a backup of yesterday, an hour younger than the one before: names tell
    the second, and the newest must be the last."""
    age = timedelta(hours=24 - len(backups.all_backups()))
    with time_machine.travel(datetime.now(UTC) - age):
        return backups.make_backup()


def test_everything_is_back(copy, identities):
    story = make_published(photo=True)
    waiting = make_waiting(photo=True)
    backup = backups.make_backup()
    photo = story.photo.file.name
    Story.objects.update(name="somebody else")
    (copy / "media" / photo).unlink()
    (copy / "private" / waiting.photo.name).unlink()
    newer = make_published()

    assert restore(backup, identities) == 0

    assert Story.objects.get().name == story.name
    assert not Story.objects.filter(pk=newer.pk).exists()
    assert photo.split("/")[1] in media(copy)
    found = Submission.objects.get(pk=waiting.pk)
    assert open_submission(found).telling.title == "الخبز قبل الفجر"
    assert open_submission(found).photo()
    assert {path.name for path in copy.iterdir()}.isdisjoint(
        {"restoring", "restore-halfway", "backing-up"}
    )


def test_what_was_taken_back_since_stays_gone(copy, identities):
    story, stays = make_published(photo=True), make_published(title="Another")
    backup = backups.make_backup()
    actions.withdraw(story.submission)
    assert restore(backup, identities) == 1
    assert list(Story.objects.all()) == [stays]
    assert media(copy) == []


def test_what_a_newer_backup_knows_is_gone_after_a_total_loss(identities):
    story = make_published()
    old = make_backup()
    actions.withdraw(story.submission)
    make_backup()
    for model in (Tombstone, KeysTombstone):
        model.objects.all().delete()

    restore(old, identities)

    assert not Story.objects.exists()
    assert KeysTombstone.objects.filter(ref=story.public_id).exists()


def test_a_photo_switched_off_since_stays_off(copy, identities):
    story = make_published(photo=True)
    backup = backups.make_backup()
    actions.switch_off_consent(story.submission, Scope.PHOTO)
    restore(backup, identities)
    assert Story.objects.get().photo is None
    assert media(copy) == []


def test_what_moderators_hid_since_stays_hidden(identities, moderator):
    story = make_published()
    old = make_backup()
    actions.hide_story(story, moderator)
    make_backup()
    Story.objects.all().update(hidden=False)
    restore(old, identities)
    assert Story.objects.get().hidden


def test_everybody_has_to_sign_in_again(identities):
    SessionStore().save()
    backup = backups.make_backup()
    restore(backup, identities)
    assert not Session.objects.exists()


def test_not_while_the_site_runs(identities, identity_file):
    backup = backups.make_backup()
    presence.stay()
    try:
        with pytest.raises(CommandError, match="is running"):
            call_command("restore", backup, identity=[identity_file])
    finally:
        presence._HELD.pop().close()
    call_command("restore", backup, identity=[identity_file])


def test_half_a_restore_is_never_served():
    with pytest.raises(ZeroDivisionError), presence.exchanging():
        raise ZeroDivisionError
    mark = presence._halfway_mark()
    try:
        with pytest.raises(Exception, match="interrupted half-way"):
            presence.stay()
    finally:
        mark.unlink()


@pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="PostgreSQL's can't go back"
)
def test_a_failure_half_way_puts_the_old_copy_back(copy, identities):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER stuck BEFORE DELETE ON django_session "
            "BEGIN SELECT RAISE(ABORT, 'stuck'); END"
        )
    SessionStore().save()
    backup = backups.make_backup()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER stuck")
    newer = make_published(photo=True)

    with pytest.raises(Exception, match="stuck"):
        restore(backup, identities)

    assert list(Story.objects.all()) == [newer]
    assert newer.photo.file.name.split("/")[1] in media(copy)
    presence.stay()
    presence._HELD.pop().close()


@pytest.mark.parametrize("which", ["this", "another"])
def test_a_damaged_backup_changes_nothing(identities, which):
    make_published()
    first = make_backup()
    second = backups.make_backup()
    story = make_published(title="Since then")
    damaged = second if which == "this" else first
    cut = damaged.read_bytes()[: -2000 if which == "this" else 100]
    damaged.write_bytes(cut)
    with pytest.raises(NotRestored, match=damaged.name):
        restore(second, identities)
    assert Story.objects.filter(pk=story.pk).exists()


def test_a_backup_for_another_key_is_not_passed_over(identities, settings, tmp_path):
    old = make_backup()
    settings.BACKUP_RECIPIENT = new_identity(tmp_path / "other")
    backups.make_backup()
    with pytest.raises(NotRestored, match="--identity may be repeated"):
        restore(old, identities)
    restore(old, [*identities, *read_identities(tmp_path / "other")])
