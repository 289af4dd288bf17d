"""Whoever builds the index of one machine may be killed at any step of it."""

from __future__ import annotations

import os
import signal

import pytest

from search.documents import entry_of
from search.engines import storing
from search.engines.base import Changes
from search.engines.files import IndexFiles
from tests.search.conftest import keys, make_document

DEATHS = {
    "while it is filled": (storing, "_replace"),
    "before it is brought up to date": (storing, "finish"),
    "before it is whole on the disk": (storing, "shorten_log"),
    "before readers are led to it": (IndexFiles, "install"),
    "with a link that leads nobody yet": (os, "replace"),
    "before the old one is deleted": (IndexFiles, "sweep"),
}
"""When the builder dies, and what it was about to do."""
PLACES = (".lock", ".building", ".damaged", "-wal", "-shm")
"""Ends of names that are no index."""


def killed_at(owner, name, work):
    """Do the work in a process that dies where it would call this."""
    child = os.fork()
    if not child:
        try:
            setattr(owner, name, lambda *_args: os.kill(os.getpid(), signal.SIGKILL))
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.parametrize("when", DEATHS)
def test_the_old_or_the_new_index_serves_and_the_next_build_ends_well(
    engine, keep, index_path, when
):
    keep(1, "School")

    def build(title):
        entry = entry_of(make_document(1, title))
        engine.rebuild([[entry]], lambda _changed: Changes())

    def seen():
        return len(keys(engine, "school")), len(keys(engine, "garden"))

    def generations():
        files = index_path.parent.glob("search.sqlite3.*")
        return [file.name for file in files if not file.name.endswith(PLACES)]

    assert killed_at(*DEATHS[when], lambda: build("Garden"))
    assert seen() == ((0, 1) if DEATHS[when][1] == "sweep" else (1, 0))
    assert engine.healthy()
    engine.tidy()
    assert len(generations()) == 1
    assert sum(seen()) == 1
    build("Garden")
    assert seen() == (0, 1)
    assert len(generations()) == 1
