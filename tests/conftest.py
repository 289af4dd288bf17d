"""What every test can ask for."""

from __future__ import annotations

import gc
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.core.servers.basehttp import WSGIServer
from django.db import connections, transaction
from django.utils.translation import override

from wagtail.signal_handlers import disconnect_reference_index_signal_handlers

import pytest
from elasticsearch import Elasticsearch
from playwright.sync_api import Browser, sync_playwright

from languages.registry import ORIGINAL
from search.actions import apply_outbox, reindex
from search.engines import engine
from stories.keys.router import KEYS
from tests.elasticsearch.node import Node
from tests.factories import UserFactory
from tests.prepared import prepared_copy

BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
)
"""The first is Chromium without windows, in which the tests take a quarter less."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright's loop runs in this thread for as long as the browser is open, and
    # Django would take every query of later tests for one inside a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # It gives connections another place too. One left open in the old place would be
    # found again by a forked child, in a file that a restore has long exchanged.
    connections.close_all()
    binary = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=binary, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def _garbage_is_looked_for_seldom() -> None:
    """Spare Python from going through all of Django's objects again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _references_are_not_indexed(django_db_setup) -> None:
    """Spare a tenth of all time; running copies keep Wagtail's index of references."""
    disconnect_reference_index_signal_handlers()


@pytest.fixture(scope="session", autouse=True)
def _a_live_server_lets_a_crowd_wait() -> None:
    """Have as many connections wait for Django's test server as wait for gunicorn.

    Of more than ten at once, the kernel drops some, and resets one now and then.
    """
    WSGIServer.request_queue_size = 2048


@pytest.fixture(autouse=True)
def _in_the_originals_language() -> Iterator[None]:
    """Keep what one test's request activated from the next test."""
    with override(ORIGINAL):
        yield


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """A context manager: rows made in it are there for all tests of the module.

    Not for tests with real transactions or a live server, which would wait for ours.
    """
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
    yield django_db_blocker.unblock
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
        ContentType.objects.clear_cache()


@pytest.fixture(scope="module")
def shipped(
    django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """All that ships is in the databases, for all tests of the module.

    Yields the state folder that it comes from, whose search index may be asked.
    """
    state = prepared_copy(tmp_path_factory.mktemp("shipped") / "var")
    with django_db_blocker.unblock():
        for alias, name in (("default", "philoxenia.sqlite3"), (KEYS, "keys.sqlite3")):
            connections[alias].ensure_connection()
            with closing(sqlite3.connect(state / name)) as prepared:
                prepared.backup(connections[alias].connection)
        # Rows have other primary keys now.
        ContentType.objects.clear_cache()
        cache.clear()
        yield state
        # Also furnishes again, for the tests that follow in this process.
        call_command("flush", interactive=False)
        ContentType.objects.clear_cache()


@pytest.fixture
def index(db, settings, tmp_path):
    """A fresh search index of what the test's database holds now."""
    # The file of another test would remember outbox rows that were rolled back.
    settings.SEARCH_INDEX = tmp_path / "search.sqlite3"
    reindex()
    return apply_outbox


@pytest.fixture(scope="session")
def node(tmp_path_factory):
    """An Elasticsearch node of our own, whose files a test can look into."""
    node = Node(tmp_path_factory.mktemp("elasticsearch"))
    node.start()
    yield node
    node.stop()


@pytest.fixture
def elasticsearch(request, settings):
    """An index of this test's own, which does not exist yet, as the settings' engine.

    On the server that the variable ELASTICSEARCH_URL names, else on `node`.
    """
    url = os.environ.get("ELASTICSEARCH_URL")
    settings.ELASTICSEARCH_URL = url or request.getfixturevalue("node").url
    settings.ELASTICSEARCH_INDEX = name = f"test-{secrets.token_hex(6)}"
    yield engine()
    with Elasticsearch(settings.ELASTICSEARCH_URL) as client:
        for index in client.indices.get(index=f"{name}*"):
            client.indices.delete(index=index)


LONGEST = (
    "tests/run/test_fresh_clone.py",
    "tests/journeys/",
    "tests/search/test_killed.py",
    "tests/stories/test_interrupted.py",
)
"""Where tests run for minutes: the last of them alone would keep everybody waiting."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, and let tests reach the server of ELASTICSEARCH_URL."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    if host := urlsplit(os.environ.get("ELASTICSEARCH_URL", "")).hostname:
        for item in items:
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1", host]))


@pytest.fixture
def editor(db):
    return UserFactory(username="editor", groups=[Group.objects.get(name="Editors")])


@pytest.fixture
def translator(db):
    return UserFactory(
        username="translator", groups=[Group.objects.get(name="Translators")]
    )


@pytest.fixture
def moderating(db):
    """Somebody of the group that moderates."""
    return UserFactory(
        username="moderating", groups=[Group.objects.get(name="Moderators")]
    )


@pytest.fixture
def admin(db):
    return UserFactory(username="admin", is_superuser=True, is_staff=True)
