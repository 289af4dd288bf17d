"""Whoever runs a copy sees how its search is."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

import pytest

from search.actions import apply_outbox, reconcile, reindex
from search.models import Outbox, Run
from tests.factories import make_practice

ADDRESS = "/admin/search-index/"


@pytest.fixture
def shown(client, admin, index):
    """Return what an administrator reads."""
    client.force_login(admin)

    def shown():
        response = client.get(ADDRESS)
        assert response.status_code == 200
        return response.content.decode(), response.context["state"]

    return shown


def test_it_counts_what_is_there_and_what_waits(shown):
    make_practice(languages=("en", "de"))
    while apply_outbox():
        pass
    waiting = Outbox.objects.create(kind="practice", object_id=1)
    since = timezone.now() - timedelta(hours=2)
    Outbox.objects.filter(pk=waiting.pk).update(created_at=since)
    page, state = shown()
    assert [(row.name, row.total) for row in state.rows] == [
        ("German", 1),
        ("English", 1),
    ]
    assert (state.waiting, state.oldest) == (1, since)
    assert "SQLite" in page
    assert "It answers." in page
    assert state.contents.analysis == state.analysis


def test_it_says_when_it_was_rebuilt_and_compared(shown):
    make_practice()
    Outbox.objects.all().delete()
    Run.objects.all().delete()
    assert shown()[0].count("Never") == 2
    reconcile()
    assert reindex() == 1
    _page, state = shown()
    assert state.rebuilt.documents == state.reconciled.documents == 1
    assert timezone.now() - state.rebuilt.ended_at < timedelta(minutes=1)


def test_it_shows_that_there_is_no_index(shown, index_path):
    make_practice()
    index_path.unlink()
    page, state = shown()
    assert "It does not answer" in page
    assert state.waiting == Outbox.objects.count()
    assert state.rows == []


@pytest.mark.django_db
def test_administrators_alone_reach_it(client, admin, editor):
    client.force_login(editor)
    assert client.get(ADDRESS).status_code == 302
    assert ADDRESS not in client.get("/admin/").content.decode()
    client.force_login(admin)
    assert ADDRESS in client.get("/admin/").content.decode()
