"""After a withdrawal no byte of a story is in any file of the copy."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db import connection, connections  # noqa: F401  for the mark

from wagtail.models import Collection

import pytest

from philoxenia.furnish import furnish
from search.actions import apply_outbox, rebuild_if_needed, reindex
from search.engines import engine
from search.reads import matching_ids
from stories import actions, receipts
from stories.models import Story, Submission
from sweeps.checkpoint import empty_write_ahead_logs
from tests.stories.private import BOTH, give, make_draft, make_moderator
from tests.stories.test_searching import picture, search

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=BOTH),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's files"),
]

TITLE = "Zquandry of bread"
BODY = "The marrowgleam street belongs to us.\n\nNobody asks at plinthwick."
NAME = "Vexamira"
ASKED = "Questionmark skellern"
SAID = "Answermark dovelind"
TRANSLATED = "Hier steht gassenlicht."
MARKS = [
    "zquandry",
    "marrowgleam",
    "plinthwick",
    "vexamira",
    "skellern",
    "dovelind",
    "gassenlicht",
    "MARKED-COMMENT",
    "IMG_MARKED",
]


@pytest.fixture(autouse=True)
def _everything_in_var(settings):
    """Use the folders of a running copy, and put back what stands in every copy."""
    furnish()
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    settings.MEDIA_ROOT = settings.VAR_DIR / "media"
    options = {"location": settings.VAR_DIR / "private", "base_url": None}
    private = {**settings.STORAGES["private"], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "private": private}


def everywhere(marks=MARKS, *, photo=None):
    """Return file → what a search from outside finds in it, for the whole copy."""
    wanted = [] if photo is None else [photo]
    found = search([settings.VAR_DIR], marks, wanted)
    return {Path(path).name: here for path, here in found.items()}


def pictures():
    """Return the files of pictures, public and private."""
    folders = (settings.VAR_DIR / "media", settings.VAR_DIR / "private")
    return {path for folder in folders for path in folder.rglob("*.*")}


def file_of(alias):
    """Return the name of a database's file, which differs by test process."""
    return Path(connections[alias].settings_dict["NAME"]).name


def settle():
    """Do what the worker does within a minute."""
    while apply_outbox():
        pass
    assert empty_write_ahead_logs() == 2
    with engine().exclusive(wait=True):
        engine().tidy()


def make_marked():
    moderator = make_moderator()
    draft = make_draft(language="en", title=TITLE, body=BODY, name=NAME)
    photo = BytesIO()
    photo.name = "IMG_MARKED.jpg"
    picture(5).save(photo, "JPEG", comment=b"MARKED-COMMENT")
    actions.attach_photo(draft, photo)
    give(draft)
    actions.submit(draft)
    submission = Submission.objects.get(pk=draft.pk)
    actions.ask(submission, moderator, ASKED)
    actions.answer(submission, SAID)
    actions.edit_public_version(submission, moderator)
    actions.approve(submission, 1)
    return submission, moderator


@pytest.mark.gate
def test_before_publication_no_word_is_in_any_file():
    make_marked()
    settle()
    assert everywhere() == {}


def test_after_withdrawal_no_word_is_in_any_file(tmp_path):
    before = pictures()
    reindex()
    submission, moderator = make_marked()
    story = actions.publish_story(submission, moderator)
    story.photo.get_rendition("width-100")
    words = {"title": "Brot", "quote": "", "body": TRANSLATED}
    moderator.is_superuser = True
    actions.put_translation(story, moderator, "de", translator="person", **words)
    code = receipts.new_code()
    report = actions.report(
        "story", story.public_id, "about_me", "Reportmark skellern", code
    )
    settle()
    made = pictures() - before
    assert len(made) >= 2
    wanted = str(tmp_path / "wanted.png")
    picture(5).save(wanted)
    seen = everywhere(photo=wanted)
    assert {path.name for path in made} == {n for n in seen if wanted in seen[n]}
    in_database = set(seen[file_of("default")])
    assert {"zquandry", "marrowgleam", "vexamira", "gassenlicht"} <= in_database
    in_index = {word for name in seen if "search" in name for word in seen[name]}
    assert {"marrowgleam", "gassenlicht"} <= in_index
    everything = set(sum(seen.values(), []))
    assert everything.isdisjoint({"dovelind", "MARKED-COMMENT", "IMG_MARKED"})
    key_ref, public_id = submission.key_ref, story.public_id

    actions.withdraw(submission)
    settle()

    assert everywhere([*MARKS, code], photo=wanted) == {}
    assert pictures() == before
    assert set(everywhere([key_ref, public_id])) >= {
        file_of("default"),
        file_of("keys"),
    }
    report.refresh_from_db()
    assert report.state == "done"


@pytest.mark.gate
def test_after_withdrawal_no_word_is_in_any_file_of_a_search_server(node, settings):
    """The index has moved to the server while the story was public."""
    submission, moderator = make_marked()
    story = actions.publish_story(submission, moderator)
    reindex()
    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX = node.url, "canary"
    assert rebuild_if_needed() > 0
    assert rebuild_if_needed() == 0
    settle()
    text = story.texts.get()
    assert matching_ids("story", "marrowgleam", "en") == [text.pk]
    assert search([node.folder], MARKS) == {}
    assert not [name for name in everywhere() if "search" in name]

    actions.withdraw(submission)
    settle()

    assert matching_ids("story", "marrowgleam", "en") == []
    assert search([node.folder], MARKS) == {}
    assert everywhere() == {}


@pytest.mark.gate
def test_an_old_database_file_brings_nothing_back():
    """Somebody copies the file of before the withdrawal over the present one."""
    reindex()
    submission, moderator = make_marked()
    actions.publish_story(submission, moderator)
    settle()
    file = Path(connections["default"].settings_dict["NAME"])
    connections.close_all()
    old = file.with_suffix(".old")
    shutil.copy(file, old)
    try:
        actions.withdraw(submission)
        settle()
        connections.close_all()
        # In place: a second file of this name would break SQLite's locks here.
        file.write_bytes(old.read_bytes())
    finally:
        old.unlink()
    assert Story.objects.exists()

    actions.replay_tombstones()

    settle()
    assert not Story.objects.exists()
    assert everywhere() == {}
