"""A server of our own, looked into and interrupted."""

from __future__ import annotations

import hashlib
import re
import secrets
import signal
import time

import pytest
from elastic_transport import Transport

from search import actions
from search.engines import engine as engine_of_settings
from search.engines.base import Changes, Key, Unavailable
from search.engines.elasticsearch import leases
from search.reads import find, healthy
from tests.factories import make_practice
from tests.search.test_elasticsearch import asking, entry
from tests.stories.test_searching import search as search_files

pytestmark = pytest.mark.gate


@pytest.fixture(autouse=True)
def _short_leases(monkeypatch):
    """Whoever dies holds a lease until it lapses, and the next one waits for that."""
    monkeypatch.setattr(leases, "SECONDS", 2)


def start_again(node):
    node.start()
    deadline = time.monotonic() + 30
    while not healthy():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_no_word_is_in_any_file_of_the_server(node, settings):
    settings.ELASTICSEARCH_URL = node.url
    settings.ELASTICSEARCH_INDEX = "marked"
    engine = engine_of_settings()
    words = ["xylophonistka", "marrowgleam", "vexamira"]
    marked = entry(1, "Xylophonistka", "sk", text="Marrowgleam of Vexamira.")
    keyed = engine.tokens(words)
    plain = [hashlib.blake2b(w.encode(), digest_size=8).hexdigest() for w in words]
    engine.rebuild([[marked]], lambda keys: Changes())
    with engine.exclusive(wait=True):
        engine.write(Changes([marked]), applied=1)
    assert engine.search(asking(words[0], language="sk"), 0, 9).total == 1
    # What is looked for would be found: the hashes are.
    found = search_files([node.folder], [*words, *plain, *keyed])
    assert set(sum(found.values(), [])) == set(keyed)
    with engine.exclusive(wait=True):
        engine.write(Changes(gone=[Key("note", 1)]), applied=2)
    assert not engine.held([Key("note", 1)])
    found = search_files([node.folder], [*words, *plain])
    assert found == {}


@pytest.mark.django_db
def test_pages_answer_while_the_server_hangs_or_is_gone_and_then_go_on(
    node, settings, client
):
    settings.ELASTICSEARCH_URL = node.url
    settings.ELASTICSEARCH_INDEX = "interrupted"
    make_practice(title="A school")
    make_practice(title="A garden")
    actions.reindex()

    def page():
        started = time.monotonic()
        shown = client.get("/en/search/?q=schools")
        assert shown.status_code == 200
        assert time.monotonic() - started < 6
        return shown.context["found"]

    assert (page().total, page().degraded) == (1, False)
    node.signal(signal.SIGSTOP)
    assert (page().total, page().degraded) == (2, True)
    node.signal(signal.SIGCONT)
    node.signal(signal.SIGKILL)
    assert (page().total, page().degraded) == (2, True)
    make_practice(title="Schools in Vienna")
    assert actions.apply_outbox() == 0
    start_again(node)
    while actions.apply_outbox():
        pass
    assert (page().total, page().degraded) == (2, False)
    assert not actions.reconcile()


@pytest.mark.django_db
@pytest.mark.parametrize("change", [r"/killed[^/?]*$", r"/_bulk", r"/_aliases"])
def test_a_server_that_dies_at_work_loses_and_doubles_nothing(
    node, settings, monkeypatch, change
):
    """As it makes an index, takes documents, or leads readers to them."""
    settings.ELASTICSEARCH_URL = node.url
    settings.ELASTICSEARCH_INDEX = f"killed-{secrets.token_hex(4)}"
    perform, killed = Transport.perform_request, []

    def dying(self, method, target, **options):
        if not killed and method != "GET" and re.search(change, target):
            killed.append(target)
            node.signal(signal.SIGKILL)
        return perform(self, method, target, **options)

    make_practice(title="A school")
    actions.reindex()
    make_practice(title="Schools in Vienna")
    with monkeypatch.context() as patch:
        patch.setattr(Transport, "perform_request", dying)
        with pytest.raises(Unavailable):
            actions.reindex()
    assert killed
    start_again(node)
    assert find("school", language="en").total in (1, 2)
    assert actions.reindex() == 2
    assert find("school", language="en").total == 2
    assert len(engine_of_settings()._indices._all()) == 1
    assert not actions.reconcile()
