"""Whoever writes to the server may be killed between any two of its requests."""

from __future__ import annotations

import os
import signal
import time
from itertools import count

import pytest
from elastic_transport import Transport

from search.engines.base import Changes, Key
from search.engines.elasticsearch import leases, storing
from tests.search.test_elasticsearch import asking, entry, ids

pytestmark = pytest.mark.gate

LEASE = 0.2


@pytest.fixture(autouse=True)
def _many_requests_and_short_leases(monkeypatch):
    monkeypatch.setattr(storing, "CHUNK", 2)
    monkeypatch.setattr(leases, "SECONDS", LEASE)
    monkeypatch.setattr(leases, "POLL", 0.05)


READING = ("_search", "_pit", "_mget")


def killed_at(number, work):
    """Do the work in a process that dies before its change of this number.

    Tell whether it did so; it had done all before otherwise.
    """
    child = os.fork()
    if not child:
        perform, changes = Transport.perform_request, count()

        def dying(self, method, target, **kwargs):
            changing = method != "GET" and not any(x in target for x in READING)
            if changing and next(changes) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return perform(self, method, target, **kwargs)

        Transport.perform_request = dying
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def seen(engine):
    """Return the ids of schools and of gardens."""
    return ids(engine), ids(engine, asking("garden"))


def test_a_write_is_seen_whole_or_not_at_all_and_repeated_well(elasticsearch):
    engine = elasticsearch
    before, after = ([1, 2, 3, 4], []), ([], [1, 2, 3, 5])
    schools = Changes([entry(n) for n in range(1, 5)], [Key("note", 5)])
    gardens = [entry(n, "Garden") for n in (1, 2, 3, 5)]
    engine.rebuild([], lambda keys: Changes())

    def work():
        with engine.exclusive(wait=True):
            engine.write(Changes(gardens, [Key("note", 4)]), applied=2)

    for number in count():
        with engine.exclusive(wait=True):
            engine.write(schools, applied=1)
        killed = killed_at(number, work)
        assert seen(engine) in (before, after)
        if engine.applied() == 2:
            assert seen(engine) == after
        work()
        assert seen(engine) == after
        assert engine.search(asking("garden"), 0, 9).total == 4
        if not killed:
            break
    assert number > 6


def test_a_rebuild_that_is_killed_leaves_an_index_that_serves(elasticsearch):
    engine = elasticsearch
    schools = [entry(n) for n in range(1, 5)]
    before, between = ([1, 2, 3, 4], []), ([1, 2, 3], [9])
    after = ([], [1, 2, 3, 9])

    def entries():
        yield [entry(n, "Garden") for n in range(1, 5)]
        with engine.exclusive(wait=True):
            engine.write(Changes([entry(9, "Garden")], [Key("note", 4)]), applied=2)

    def changed(keys):
        assert set(keys) == {Key("note", 4), Key("note", 9)}
        return Changes([entry(9, "Garden")], [Key("note", 4)])

    def work():
        engine.rebuild(entries(), changed)

    engine.rebuild([], lambda keys: Changes())
    for number in count():
        with engine.exclusive(wait=True):
            engine.write(Changes(schools, [Key("note", 9)]), applied=1)
        killed = killed_at(number, work)
        assert seen(engine) in (before, between, after)
        if number % 2:
            time.sleep(LEASE)
            engine.tidy()
            assert seen(engine) in (before, between, after)
        else:
            work()
            assert seen(engine) == after
            assert engine.applied() == 2
            assert not engine._noted(engine._alias)
        assert len(engine._indices._all()) == 1
        if not killed:
            break
    assert number > 15
