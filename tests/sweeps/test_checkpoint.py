from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.db import connection, connections

import pytest

from sweeps.checkpoint import empty_write_ahead_logs
from sweeps.models import Lease
from sweeps.registry import all_sweeps

sqlite_only = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="only SQLite has such a log"
)


def log_of_database() -> Path:
    return Path(f"{connection.settings_dict['NAME']}-wal")


@sqlite_only
@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_deleted_words_leave_the_log():
    Lease.objects.create(name="x", holder="PLANTED-HOLDER", until="2030-01-01 00:00Z")
    assert b"PLANTED-HOLDER" in log_of_database().read_bytes()
    Lease.objects.all().delete()
    assert empty_write_ahead_logs() == len(list(connections))
    assert log_of_database().stat().st_size == 0
    assert b"PLANTED-HOLDER" not in Path(connection.settings_dict["NAME"]).read_bytes()


@sqlite_only
@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_usual_patience_returns_after_a_checkpoint():
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()
        empty_write_ahead_logs()
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == before


def test_worker_empties_the_logs_well_within_a_minute():
    apps.get_app_config("sweeps").ready()
    every = {sweep.name: sweep.every for sweep in all_sweeps()}
    assert every["sweeps.checkpoint"] == 20
