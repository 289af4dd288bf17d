from __future__ import annotations

from django.core.management import call_command
from django.db import connections

from wagtail.models import Collection

import pytest

from philoxenia.furnish import furnish
from philoxenia.sealing import new_identity, read_identities
from stories.keys.router import APP, KEYS
from tests.stories.private import make_moderator


@pytest.fixture
def identity_file(tmp_path):
    return tmp_path / "identity.txt"


@pytest.fixture
def identities(settings, identity_file):
    """Have backups sealed for a fresh key, and return what opens them."""
    settings.BACKUP_RECIPIENT = new_identity(identity_file)
    return read_identities(identity_file)


@pytest.fixture
def copy(settings, tmp_path, transactional_db, identities):
    """The state of a running copy, with backups of its own."""
    furnish()
    # Tables of tests are made without migrations, which a restore looks for.
    settings.MIGRATION_MODULES = {}
    call_command("migrate", fake=True, verbosity=0)
    call_command("migrate", APP, database=KEYS, fake=True, verbosity=0)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    settings.MEDIA_ROOT = settings.VAR_DIR / "media"
    options = {"location": settings.VAR_DIR / "private", "base_url": None}
    private = {**settings.STORAGES["private"], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    settings.BACKUP_DIR = tmp_path / "backups"
    yield settings.VAR_DIR
    connections.close_all()


@pytest.fixture
def moderator():
    return make_moderator()
