"""Many tell at the same moment, over HTTP, on SQLite."""

from __future__ import annotations

import pytest

from philoxenia.furnish import furnish
from stories.keys.models import Key
from stories.models import State, Submission
from tests.stories.crowd import Impatient, lost, tell_at_once
from tests.stories.private import BOTH

pytestmark = [
    pytest.mark.gate,
    pytest.mark.django_db(transaction=True, databases=BOTH),
]

PEOPLE = 40


def test_none_is_lost_and_none_is_doubled(live_server):
    furnish()
    host = live_server.url.removeprefix("http://")
    phones = tell_at_once(host, PEOPLE, kind=Impatient)
    assert lost(phones) == []
    states = list(Submission.objects.values_list("state", flat=True))
    assert states == [State.WAITING] * PEOPLE
    refs = set(Submission.objects.values_list("key_ref", flat=True))
    assert refs == set(Key.objects.values_list("ref", flat=True))
