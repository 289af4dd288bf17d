"""What every test can ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

from django.contrib.auth.models import Group
from django.utils.translation import override

import pytest
from playwright.sync_api import Browser, sync_playwright

from languages.registry import ORIGINAL
from search.actions import apply_outbox, reindex
from tests.factories import UserFactory

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright's loop runs in this thread for as long as the browser is open, and
    # Django would take every query of later tests for one inside a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    binary = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=binary, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _in_the_originals_language() -> Iterator[None]:
    """Keep what one test's request activated from the next test."""
    with override(ORIGINAL):
        yield


@pytest.fixture
def index(db, settings, tmp_path):
    """A fresh search index of what the test's database holds now."""
    # The file of another test would remember outbox rows that were rolled back.
    settings.SEARCH_INDEX = tmp_path / "search.sqlite3"
    reindex()
    return apply_outbox


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
