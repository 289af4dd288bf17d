"""Words are noise without their key, and keys lie apart."""

from __future__ import annotations

from django.core.checks import run_checks
from django.db import connections

import pytest

from stories.crypto import Cipher, Unreadable, new_secret
from stories.keys import keyring
from stories.keys.models import Key
from stories.models import Message, Submission
from stories.opened import open_all, open_submission
from tests.stories.private import BOTH, TOLD, make_draft


def test_only_the_same_key_and_place_open_what_was_sealed():
    cipher = Cipher(new_secret())
    sealed = cipher.seal(b"words", "telling")
    assert b"words" not in sealed
    assert cipher.open(sealed, "telling") == b"words"
    assert cipher.seal(b"words", "telling") != sealed
    for other, place, data in (
        (cipher, "proposal", sealed),
        (Cipher(new_secret()), "telling", sealed),
        (cipher, "telling", sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (cipher, "telling", b""),
    ):
        with pytest.raises(Unreadable):
            other.open(data, place)


@pytest.mark.django_db(databases=BOTH)
class TestKeys:
    def test_each_database_has_its_own_tables_alone(self):
        main = set(connections["default"].introspection.table_names())
        keys = set(connections["keys"].introspection.table_names())
        assert {"storykeys_key", "storykeys_tombstone"} <= keys
        assert not {name for name in keys if name.startswith("stories_")}
        assert not {name for name in main if name.startswith("storykeys_")}

    def test_a_submission_is_read_with_its_key_and_not_without(self):
        submission = make_draft()
        assert open_submission(submission).telling.body == TOLD["body"]
        keyring.destroy(submission.key_ref)
        with pytest.raises(keyring.KeyGone):
            open_submission(submission)

    def test_many_are_opened_by_one_query(self, django_assert_num_queries):
        submissions = [make_draft(), make_draft()]
        lost = make_draft()
        keyring.destroy(lost.key_ref)
        with django_assert_num_queries(1, connection=connections["keys"]):
            opened = open_all([*submissions, lost])
        assert [one.submission for one in opened] == submissions

    def test_each_submission_has_a_key_of_its_own(self):
        make_draft()
        make_draft()
        assert Key.objects.values("secret").distinct().count() == 2

    def test_nothing_private_may_be_given_to_groups(self):
        for model in (Submission, Message):
            assert not model._meta.default_permissions


def test_one_database_for_both_is_refused(settings, monkeypatch):
    assert not [found for found in run_checks() if found.id == "stories.E001"]
    monkeypatch.setitem(settings.DATABASES, "keys", settings.DATABASES["default"])
    assert [found for found in run_checks() if found.id == "stories.E001"]
