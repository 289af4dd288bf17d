from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta

from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

import pytest

from philoxenia import backups
from philoxenia.checks import backups_are_sealed
from philoxenia.sealing import NotOpened, new_identity, opened_archive, read_identities
from stories import actions
from stories.keys.models import Key
from tests.stories.private import BOTH, make_published, make_waiting

pytestmark = [
    pytest.mark.gate,
    pytest.mark.django_db(transaction=True, databases=BOTH),
]

BODY = "The marrowgleam street belongs to us."


def held(backup, identities):
    """Return name → content of what a backup holds."""
    with backup.open("rb") as file, opened_archive(file, identities) as archive:
        return {one.name: archive.extractfile(one).read() for one in archive}


def old_name(age: timedelta) -> str:
    return f"philoxenia-{datetime.now(UTC) - age:%Y%m%d-%H%M%S}Z-0a1b2c3d.tar.age"


def test_holds_words_and_files_and_no_key(copy, identities):
    story = make_published(language="en", body=BODY, photo=True)
    waiting = make_waiting(photo=True)
    backup = backups.make_backup()
    assert b"marrowgleam" not in backup.read_bytes()
    found = held(backup, identities)
    assert b"marrowgleam" in found["database"]
    assert f"media/{story.photo.file.name}" in found
    assert f"private/{waiting.photo.name}" in found
    everything = b"".join(found.values())
    for key in Key.objects.all():
        assert bytes(key.secret) not in everything
    assert django_settings.SECRET_KEY.encode() not in everything
    assert {name.split("/")[0] for name in found} == {
        "manifest.json",
        "database",
        "media",
        "private",
    }


def test_only_this_user_can_read_it(copy, settings):
    backup = backups.make_backup()
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.BACKUP_DIR.stat().st_mode) == 0o700


def test_nothing_but_the_sealed_file_is_left(copy, settings):
    before = {path.name for path in copy.iterdir()}
    backup = backups.make_backup()
    assert {path.name for path in copy.iterdir()} <= before
    assert {path.name for path in settings.BACKUP_DIR.iterdir()} == {
        backup.name,
        ".lock",
    }


def test_what_an_interruption_left_is_removed(copy, settings):
    settings.BACKUP_DIR.mkdir()
    (settings.BACKUP_DIR / (old_name(timedelta()) + ".unfinished")).touch()
    workshop = copy / "backing-up"
    workshop.mkdir()
    (workshop / "database").write_text("words")
    assert backups.tidy() == 2
    assert not workshop.exists()
    assert backups.all_backups() == []


def test_older_than_35_days_is_deleted(copy, settings):
    settings.BACKUP_DIR.mkdir()
    names = [old_name(timedelta(days=days)) for days in (36, 34)] + ["notes.txt"]
    for name in names:
        (settings.BACKUP_DIR / name).touch()
    made = backups.make_backup()
    left = {path.name for path in settings.BACKUP_DIR.iterdir()}
    assert left == {names[1], "notes.txt", made.name, ".lock"}


def test_is_never_written_without_a_key(copy, settings):
    for wrong in ("", "age1nonsense"):
        settings.BACKUP_RECIPIENT = wrong
        with pytest.raises(CommandError, match="--new-key"):
            call_command("backup")
    assert backups.all_backups() == []


def test_deploy_check_names_the_missing_key(settings):
    assert [warning.id for warning in backups_are_sealed()] == ["philoxenia.W001"]
    settings.BACKUP_RECIPIENT = "age1…"
    assert backups_are_sealed() == []


def test_new_key_never_overwrites(tmp_path, capsys):
    file = tmp_path / "key"
    call_command("backup", new_key=file)
    secret = file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "AGE-SECRET-KEY" not in capsys.readouterr().out
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", new_key=file)
    assert file.read_text() == secret


def test_another_key_opens_nothing(copy, tmp_path):
    backup = backups.make_backup()
    new_identity(tmp_path / "other")
    with pytest.raises(NotOpened):
        held(backup, read_identities(tmp_path / "other"))


def test_a_cut_one_is_noticed(copy, identities):
    backup = backups.make_backup()
    backup.write_bytes(backup.read_bytes()[:-20])
    with pytest.raises(NotOpened):
        held(backup, identities)


def test_a_withdrawn_photo_is_in_no_new_backup(copy, identities):
    story = make_published(photo=True)
    actions.withdraw(story.submission)
    found = held(backups.make_backup(), identities)
    assert not [name for name in found if "person-" in name]
