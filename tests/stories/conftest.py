from __future__ import annotations

from django.db import connections

import pytest

from tests.stories.private import make_moderator


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Keep pictures and private files of each test apart."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            **settings.STORAGES["private"],
            "OPTIONS": {"location": tmp_path / "private", "base_url": None},
        },
    }


@pytest.fixture
def private_files(tmp_path):
    """Return the names of the private files."""
    folder = tmp_path / "private"

    def names():
        return [path.name for path in folder.iterdir()] if folder.exists() else []

    return names


@pytest.fixture
def public_files(tmp_path):
    """Return the names of pictures and renditions."""

    def names():
        media = tmp_path / "media"
        return [path.name for path in media.rglob("*") if path.is_file()]

    return names


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def other_moderator():
    return make_moderator()


@pytest.fixture
def no_keys():
    """Let no key be read or made until the test ends."""
    with connections["keys"].cursor() as cursor:
        cursor.execute("ALTER TABLE storykeys_key RENAME TO elsewhere")
