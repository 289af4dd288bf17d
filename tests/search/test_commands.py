from __future__ import annotations

from django.core.management import CommandError, call_command

import pytest

from practices.models import PracticeText
from search import actions
from search.engines import engine
from search.engines.storing import VERSIONS
from sweeps.registry import all_sweeps
from tests.factories import make_practice
from tests.search.test_elasticsearch import NOWHERE

pytestmark = pytest.mark.django_db


def test_reindex_builds_with_a_progress_bar(capsys):
    make_practice(languages=("en", "de"))
    call_command("reindex")
    out, err = capsys.readouterr()
    assert "holds 2 documents" in out
    assert "2/2" in err


def test_reindex_if_needed_does_nothing_when_there_is_an_index(index):
    stamp = engine().stamp()
    call_command("reindex", "--if-needed")
    assert engine().stamp() == stamp


@pytest.fixture
def server_down(settings):
    settings.ELASTICSEARCH_URL = NOWHERE


def test_reindex_without_its_server_says_so(db, server_down):
    make_practice()
    with pytest.raises(CommandError, match="not built"):
        call_command("reindex")


def test_reindex_if_needed_without_its_server_says_so(db, server_down, capsys):
    call_command("reindex", "--if-needed")
    assert "nothing was built" in capsys.readouterr().err


def test_reconcile_says_what_was_wrong(index, capsys):
    text = make_practice().texts.get()
    while actions.apply_outbox():
        pass
    PracticeText.objects.filter(pk=text.pk).update(live=False)
    call_command("reconcile")
    call_command("reconcile")
    assert capsys.readouterr().out.splitlines() == [
        "missing 0, outdated 0, extra 1: repaired.",
        "missing 0, outdated 0, extra 0: nothing to repair.",
    ]


def test_reconcile_without_an_index_names_the_remedy(db):
    with pytest.raises(CommandError, match="reindex"):
        call_command("reconcile")


def test_the_worker_knows_both_sweeps(index):
    sweeps = {sweep.name: sweep for sweep in all_sweeps()}
    assert sweeps["search.outbox"].every == 0.2
    make_practice()
    assert sweeps["search.outbox"].run() > 0
    assert sweeps["search.outbox"].run() == 0
    assert sweeps["search.rebuild"].run() == 0


def test_the_worker_builds_anew_what_another_analysis_read(index, monkeypatch):
    make_practice()
    actions.reconcile()
    assert actions.rebuild_if_needed() == 0
    monkeypatch.setitem(VERSIONS, "analysis", "another")
    assert actions.rebuild_if_needed() == 1
    assert actions.rebuild_if_needed() == 0
    assert engine().contents().analysis == "another"
