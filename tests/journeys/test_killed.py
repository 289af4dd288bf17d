"""A process killed at any point of publishing loses nothing and shows nothing."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing, suppress
from http.cookiejar import CookieJar

import pytest
from bs4 import BeautifulSoup

from tests.journeys.conftest import EDITOR
from tests.run.conftest import Copy

pytestmark = pytest.mark.gate

TEXT = "snippets/practices/practicetext"
PATIENCE = 60.0
TEXT_OF_STARTBLOK = """
    SELECT text.id FROM practices_practicetext AS text
    JOIN wagtailcore_locale AS locale ON locale.id = text.locale_id
    WHERE language_code = 'en' AND live AND title LIKE 'Startblok%'
"""
LIVE = "SELECT live FROM practices_practicetext WHERE id = ?"


class Desk:
    """An editor's browser without a window: cookies and forms."""

    def __init__(self, copy: Copy) -> None:
        self.base = f"http://127.0.0.1:{copy.port}"
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        )
        name, password = EDITOR
        self.send("/admin/login/", username=name, password=password)

    def send(self, path: str, **changes: str) -> None:
        """Load a form, change what is given and send it."""
        page = BeautifulSoup(self.opener.open(self.base + path).read(), "html.parser")
        form = page.find("input", attrs={"name": "csrfmiddlewaretoken"}).parent
        while form.name != "form":
            form = form.parent
        fields = {
            field["name"]: field.get("value", "")
            for field in form.select("input[name]:not([type=checkbox])")
        }
        for field in form.select("textarea[name]"):
            fields[field["name"]] = field.text.removeprefix("\n")
        for option in form.select("select[name] option[selected]"):
            fields[option.find_parent("select")["name"]] = option["value"]
        body = urllib.parse.urlencode(fields | changes).encode()
        self.opener.open(self.base + path, body, timeout=20)


def in_database(copy: Copy, query: str, *values: int) -> int:
    """Return the one value that a query finds; a shell of Django takes seconds."""
    with closing(sqlite3.connect(copy.state / "philoxenia.sqlite3")) as database:
        [(value,)] = database.execute(query, values)
    return value


def found(copy: Copy, words: str) -> bool:
    query = urllib.parse.urlencode({"q": words, "language": "en"})
    address = f"http://127.0.0.1:{copy.port}/en/search/?{query}"
    with urllib.request.urlopen(address, timeout=20) as answer:
        return '<article class="result' in answer.read().decode()


@pytest.mark.parametrize("victim", ["worker", "gunicorn"])
def test_killed_process_leaves_index_and_database_agreed(copy: Copy, victim: str):
    pk = in_database(copy, TEXT_OF_STARTBLOK)
    words = "Startblok"
    for _round in range(3):
        desk = Desk(copy)
        over = threading.Event()

        def edit(desk=desk, over=over):
            while not over.is_set():
                with suppress(urllib.error.URLError, OSError):
                    desk.send(f"/admin/{TEXT}/unpublish/{pk}/")
                    desk.send(
                        f"/admin/{TEXT}/edit/{pk}/",
                        **{"action-publish": "action-publish"},
                    )

        hand = threading.Thread(target=edit)
        hand.start()
        time.sleep(random.uniform(0.5, 3))
        for number, command in copy.processes().items():
            if victim in command and "honcho" not in command:
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
        over.set()
        hand.join()
        copy.make("stop")
        copy.wait()
        copy.start()
        live = bool(in_database(copy, LIVE, pk))
        if not live:
            # Never shown, whatever the index still holds.
            assert not found(copy, words)
        deadline = time.monotonic() + PATIENCE
        while found(copy, words) is not live:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        if not live:
            Desk(copy).send(
                f"/admin/{TEXT}/edit/{pk}/", **{"action-publish": "action-publish"}
            )
