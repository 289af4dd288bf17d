"""No request is answered before what was taken back is gone."""

from __future__ import annotations

import importlib

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

import pytest

from stories import actions


def test_tombstones_are_replayed_before_there_is_an_application(monkeypatch):
    replayed = []
    monkeypatch.setattr(actions, "replay_tombstones", lambda: replayed.append(1))
    wsgi = importlib.import_module("philoxenia.wsgi")
    replayed.clear()
    importlib.reload(wsgi)
    assert replayed == [1]


def test_a_copy_that_cannot_replay_does_not_start(monkeypatch):
    def broken():
        raise OperationalError

    monkeypatch.setattr(actions, "replay_tombstones", lambda: None)
    wsgi = importlib.import_module("philoxenia.wsgi")
    monkeypatch.setattr(actions, "replay_tombstones", broken)
    with pytest.raises(ImproperlyConfigured, match=r"manage\.py prepare"):
        importlib.reload(wsgi)
