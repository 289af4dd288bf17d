"""A real copy, searched from outside: what was taken back is in none of its files.

Told, answered, reported and withdrawn over HTTP; then brought back by a restored backup
and by an old database file, and gone again after the start.
"""

from __future__ import annotations

import io
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from philoxenia.sealing import new_identity
from tests.hostile.picture_samples import exif
from tests.journeys.conftest import manage
from tests.prepared import prepared_copy
from tests.run.conftest import Copy
from tests.stories.phone import Phone, Refused
from tests.stories.test_searching import picture, search

pytestmark = pytest.mark.gate

PATIENCE = 60.0
"""Seconds; the worker empties the databases' logs every 20."""

TITLE, BODY = "zquandry of bread", "The marrowgleam street. Nobody asks at plinthwick."
NAME, DESCRIPTION = "Vexamira", "A hand and a gloomferry"
PUBLIC = ["zquandry", "marrowgleam", "plinthwick", "vexamira", "gloomferry"]
TRANSLATED = ["brotwunder", "gassenlicht"]
OWN_NAME = "Orphelune"
FILE, COMMENT, AGENT, ADDRESS = "quellbone", "trillamper", "fennelphone", "203.0.113.77"
ASKED, SAID, REPORTED = "skellern", "dovelind", "harrowmint"
BROKEN = {"title": "sallowfen", "photo": "tarnwick", "photo_description": "umberloch"}
"""What somebody sends to a copy that fails."""
LESSON = "vr86xqd7"
CARRIERS = {
    "lesson": f"/en/toolkit/{LESSON}/-/",
    "wall": f"/en/toolkit/{LESSON}/-/project/?age=12-14&step=_story",
    "campaign": "/en/about/ask-me-something-else/",
    "list": "/en/stories/",
}
"""Pages that show the story beside its own."""
SHEETS = f"/en/toolkit/{LESSON}/-/download/12-14/sheets.pdf"
WRITTEN = [ASKED, SAID, REPORTED, OWN_NAME.lower(), *BROKEN.values()]
PRIVATE = [FILE, COMMENT, AGENT, ADDRESS, *WRITTEN, "PLANTED-OWNER"]

_ON_THE_DESK = """
from django.contrib.auth.models import Permission
from staff.models import User
from stories import actions
from stories.models import Story, Submission
user, _made = User.objects.get_or_create(username="desk")
user.user_permissions.set(Permission.objects.filter(
    codename__in=["moderate_submission", "change_storytext"]))
user = User.objects.get(pk=user.pk)
submission = Submission.objects.latest("pk")
"""
_PUBLISH = f"""
story = actions.publish_story(submission, user)
actions.put_translation(story, user, "de", title="Ein {TRANSLATED[0]}", quote="",
    body="Hier steht {TRANSLATED[1]}.", translator="person")
from editorial.actions import save_facts
from toolkit.models import Lesson
lesson = Lesson.objects.get(public_id="{LESSON}")
lesson.story = story
save_facts(lesson)
print("PUBLISHED", story.public_id)
"""


def wait_until(state: Callable[[], bool]) -> None:
    started = time.monotonic()
    while not state():
        assert time.monotonic() - started < PATIENCE
        time.sleep(0.2)


def desk(copy: Copy, code: str) -> str:
    return manage(copy, "shell", "-c", _ON_THE_DESK + code)


def photo() -> bytes:
    file = io.BytesIO()
    drawn = picture(5).resize((1600, 1200))
    drawn.save(file, "JPEG", exif=exif(), comment=COMMENT.encode())
    return file.getvalue()


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("canary")
    state = prepared_copy(folder / "var")
    (state / "tmp").mkdir()
    copy = Copy(state)
    # Logs and temporary files lie where the search looks.
    copy.output = state / "console.log"
    copy.extra = {
        "BACKUP_RECIPIENT": new_identity(folder / "identity"),
        "TMPDIR": str(state / "tmp"),
    }
    picture(5).save(folder / "wanted.png")
    try:
        copy.start()
        yield copy
    finally:
        copy.make("stop")
        copy.wait()


class Seized:
    """What somebody finds who takes the disk."""

    def __init__(self, copy: Copy, codes: list[str]) -> None:
        self.copy = copy
        self.words = [*PUBLIC, *TRANSLATED, *PRIVATE, *codes]
        self.picture = str(copy.state.parent / "wanted.png")
        self.clean: set[str] = set()

    def found(self) -> dict[str, set[str]]:
        """Return file → what is in it."""
        found = search([self.copy.state], self.words, [self.picture], self.clean)
        return {
            str(Path(path).relative_to(self.copy.state)): set(here)
            for path, here in found.items()
        }

    def wait_until_nothing(self) -> None:
        started = time.monotonic()
        while found := self.found():
            assert time.monotonic() - started < PATIENCE, found
            time.sleep(1)


def old_copy(copy: Copy) -> Path:
    """Return the main database as somebody copies it by hand."""
    target = copy.state.parent / "old.sqlite3"
    with (
        closing(sqlite3.connect(copy.state / "philoxenia.sqlite3")) as source,
        closing(sqlite3.connect(target)) as old,
    ):
        source.backup(old)
        old.execute("PRAGMA journal_mode=DELETE")
    return target


def told(phone: Phone, copy: Copy) -> tuple[str, str]:
    """Have a story published, translated and reported.

    Return its public id, and the code of the report.
    """
    phone.tell(
        title=TITLE,
        body=BODY,
        name_style="alias",
        name=NAME,
        own_name=OWN_NAME,
        photo=(f"{FILE}.jpg", photo()),
        photo_description=DESCRIPTION,
        themes="friendship",
    )
    desk(copy, f"actions.ask(submission, user, 'A {ASKED}?')")
    assert ASKED in phone.at_mine()
    phone.at_mine(act="answer", words=f"Yes, {SAID}.", after="0")
    desk(copy, "actions.edit_public_version(submission, user)")
    phone.at_mine(act="approve", version="1")
    public_id = desk(copy, _PUBLISH).split("PUBLISHED")[1].split()[0]
    return public_id, phone.report(public_id, f"This is {REPORTED}.")


def fail(phone: Phone, copy: Copy) -> None:
    """Have somebody send a photo to a copy that breaks over it."""
    private = copy.state / "private"
    private.rename(aside := copy.state / "aside")
    private.touch()
    try:
        with pytest.raises(Refused, match="photo: 500"):
            phone.tell(
                title=BROKEN["title"],
                photo=(f"{BROKEN['photo']}.jpg", photo()),
                photo_description=BROKEN["photo_description"],
            )
    finally:
        private.unlink()
        aside.rename(private)
    # The launcher writes down what its processes say a moment later.
    wait_until(lambda: "NotADirectoryError" in copy.said)


def shown(phone: Phone, public_id: str) -> int:
    return phone.get(f"/en/stories/{public_id}/")[0]


def carriers(phone: Phone) -> set[str]:
    """Return the names of the pages and files that hold the story's title."""
    found = {
        name
        for name, address in CARRIERS.items()
        if PUBLIC[0] in phone.get(address)[1].lower()
    }
    return {*found, *({"sheets"} if PUBLIC[0] in sheets(phone.host).lower() else ())}


def sheets(host: str) -> str:
    """Return what the pupils' sheets say."""
    with urllib.request.urlopen(f"http://{host}{SHEETS}", timeout=60) as answer:
        pdf = answer.read()
    said = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return said.stdout.decode()


def hits(phone: Phone) -> bool:
    _status, page = phone.get(f"/en/search/?q={PUBLIC[1]}")
    return '<article class="result' in page


def test_what_was_taken_back_is_in_no_file(copy: Copy):
    phone = Phone(f"127.0.0.1:{copy.port}", agent=AGENT, address=ADDRESS)
    public_id, code_of_report = told(phone, copy)
    other = Phone(phone.host, agent=AGENT, address=ADDRESS)
    fail(other, copy)
    codes = [phone.code, other.code, code_of_report]
    seized = Seized(copy, codes)

    # Before: each thing is where it is meant to be, and nowhere else.
    assert shown(phone, public_id) == 200
    assert carriers(phone) == {*CARRIERS, "sheets"}
    wait_until(lambda: hits(phone))
    _status, page = phone.get(f"/en/stories/{public_id}/")
    for source in page.split('src="/media/')[1:]:
        address = f"http://127.0.0.1:{copy.port}/media/{source.split(chr(34))[0]}"
        with urllib.request.urlopen(address, timeout=20) as answer:
            assert Image.open(io.BytesIO(answer.read())).size
    before = seized.found()
    in_database = {
        word for name in before if "philoxenia.sqlite3" in name for word in before[name]
    }
    in_index = {
        word for name in before if name.startswith("search.") for word in before[name]
    }
    assert in_database == {*PUBLIC, *TRANSLATED}
    assert in_index >= {"marrowgleam", "vexamira", "gassenlicht"}
    pictures = {name for name in before if seized.picture in before[name]}
    assert len(pictures) >= 3, "the original and each rendition"
    assert all(name.startswith("media/") for name in pictures)
    assert not {word for here in before.values() for word in here} & {*PRIVATE, *codes}

    manage(copy, "backup")
    (backup,) = (copy.state / "backups").glob("*.age")
    old = old_copy(copy)

    # Withdrawn: gone for readers at once, from every file within the worker's turn.
    phone.at_mine(act="withdraw")
    other.at_mine(act="withdraw")
    assert shown(phone, public_id) == 410
    assert carriers(phone) == set()
    seized.wait_until_nothing()
    assert not hits(phone)
    assert public_id not in phone.get("/en/stories/")[1]

    # A backup of before is restored.
    identity = copy.state.parent / "identity"
    with pytest.raises(AssertionError, match="is running"):
        manage(copy, "restore", str(backup), "--identity", str(identity))
    copy.make("stop")
    manage(copy, "restore", str(backup), "--identity", str(identity))
    assert seized.found() == {}
    copy.start()
    assert shown(phone, public_id) == 410
    assert carriers(phone) == set()
    assert not hits(phone)
    copy.make("stop")
    assert seized.found() == {}

    # The old database file is copied back by hand.
    place = copy.state / "philoxenia.sqlite3"
    for log in ("-wal", "-shm"):
        place.with_name(place.name + log).unlink(missing_ok=True)
    place.write_bytes(old.read_bytes())
    assert "philoxenia.sqlite3" in seized.found()
    copy.start()
    assert shown(phone, public_id) == 410
    assert carriers(phone) == set()
    assert not hits(phone)
    seized.wait_until_nothing()
