"""What every test can ask for."""

from __future__ import annotations

from django.contrib.auth.models import Group

import pytest

from search.actions import apply_outbox, reindex
from tests.factories import UserFactory


@pytest.fixture
def index(db):
    """A fresh search index of what the test's database holds now."""
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
def admin(db):
    return UserFactory(username="admin", is_superuser=True, is_staff=True)
