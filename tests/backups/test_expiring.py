"""Old backups go by themselves, though nobody makes a new one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from philoxenia import backups
from sweeps.registry import all_sweeps


def name(days: int) -> str:
    made = datetime.now(UTC) - timedelta(days=days)
    return f"philoxenia-{made:%Y%m%d-%H%M%S}Z-0a1b2c3d.tar.age"


def test_older_than_35_days_goes_without_a_new_one(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_DIR.mkdir()
    names = [name(36), name(34), "notes.txt"]
    for file in names:
        (settings.BACKUP_DIR / file).touch()
    assert backups.tidy() == 1
    left = {path.name for path in settings.BACKUP_DIR.iterdir()}
    assert left == {*names[1:], ".lock"}


def test_the_worker_looks_for_them():
    assert backups.tidy in {sweep.run for sweep in all_sweeps()}
