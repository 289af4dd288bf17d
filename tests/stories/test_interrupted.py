"""Each action is killed after each of its steps: the old state or the new, no other.

Between two states there is none that a reader, a teller or a moderator could meet, once
the worker's sweeps had their turn.
"""

from __future__ import annotations

import hashlib
import os
import time
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

import pytest

from images.models import Picture
from philoxenia.furnish import furnish
from stories import actions, receipts, sweeps
from stories.keys.keyring import KeyGone
from stories.models import (
    Consent,
    Leaving,
    Photo,
    Report,
    Scope,
    Story,
    Submission,
)
from stories.opened import open_report, open_submission
from tests.stories.factories import make_story
from tests.stories.interrupting import is_done
from tests.stories.private import (
    BOTH,
    a_photo,
    give,
    make_approved,
    make_draft,
    make_moderator,
    make_published,
    make_waiting,
)

MOST_STEPS = 200
STEPPING = "tests.stories.interrupting.SteppingStorage"


pytestmark = pytest.mark.django_db(transaction=True, databases=BOTH)


@pytest.fixture(autouse=True)
def _stepping(settings, tmp_path):
    furnish()
    stepping = {
        name: {"BACKEND": STEPPING, "OPTIONS": {"location": str(tmp_path / folder)}}
        for name, folder in (("default", "media"), ("private", "private"))
    }
    settings.STORAGES = {**settings.STORAGES, **stepping}


def empty(tmp_path):
    for submission in Submission.objects.all():
        actions.withdraw(submission)
    for story in Story.objects.all():
        actions.end_story(story)
    Report.objects.all().delete()
    settle(tmp_path)


# Each prepares a state and returns the action to be interrupted.


def _start():
    code = receipts.new_code()
    return lambda: actions.start_submission(code)


def _save():
    draft = make_draft()
    return lambda: actions.save_step(draft, title="Another title")


def _first_photo():
    draft = make_draft()
    return lambda: actions.attach_photo(draft, a_photo("blue"))


def _second_photo():
    draft = make_draft(photo=True)
    return lambda: actions.attach_photo(draft, a_photo("blue"))


def _remove_photo():
    draft = make_draft(photo=True)
    return lambda: actions.remove_photo(draft)


def _consents():
    draft = make_draft()
    return lambda: give(draft, [Scope.TEXT, Scope.PRESS])


def _submit():
    draft = make_draft(photo=True)
    return lambda: actions.submit(draft)


def _waive():
    waiting = make_waiting()
    return lambda: actions.set_spelling_waiver(waiting, True)


def _ask():
    waiting, moderator = make_waiting(), make_moderator()
    return lambda: actions.ask(waiting, moderator, "Where?")


def _answer():
    waiting = make_waiting()
    actions.ask(waiting, make_moderator(), "Where?")
    return lambda: actions.answer(waiting, "There.")


def _decline():
    waiting, moderator = make_waiting(), make_moderator()
    return lambda: actions.decline(waiting, moderator, "Because.")


def _decline_unread():
    waiting, moderator = make_waiting(), make_moderator()
    Submission.objects.update(slow=True)
    return lambda: actions.decline_unread([waiting], moderator)


def _edit():
    waiting, moderator = make_waiting(), make_moderator()
    return lambda: actions.edit_public_version(waiting, moderator, title="Edited")


def _approve():
    waiting = make_waiting()
    actions.edit_public_version(waiting, make_moderator(), title="Edited")
    return lambda: actions.approve(waiting, 1)


def _object():
    waiting = make_waiting()
    actions.edit_public_version(waiting, make_moderator(), title="Edited")
    return lambda: actions.object_to(waiting, "Not like this.")


def _publish():
    approved, moderator = make_approved(photo=True), make_moderator()
    return lambda: actions.publish_story(approved, moderator)


def _hide():
    story, moderator = make_published(), make_moderator()
    return lambda: actions.hide_story(story, moderator)


def _show():
    story, moderator = make_published(), make_moderator()
    actions.hide_story(story, moderator)
    return lambda: actions.show_story(story, moderator)


def _translate():
    story, moderator = make_published(), _translator()
    return lambda: _put_german(story, moderator)


def _untranslate():
    story, moderator = make_published(), _translator()
    _put_german(story, moderator)
    return lambda: actions.remove_translation(story, moderator, "de")


def _switch_off_use():
    story = make_published()
    return lambda: actions.switch_off_consent(story.submission, Scope.PRESS)


def _switch_off_photo():
    story = make_published(photo=True)
    return lambda: actions.switch_off_consent(story.submission, Scope.PHOTO)


def _withdraw_draft():
    draft = make_draft(photo=True)
    return lambda: actions.withdraw(draft)


def _withdraw():
    story = make_published(photo=True)
    _report(story)
    return lambda: actions.withdraw(story.submission)


def _agree_again():
    story = make_published()
    soon = timezone.localdate() + timedelta(days=5)
    Consent.objects.update(expires_on=soon)
    Story.objects.update(expires_on=soon)
    return lambda: actions.agree_again(
        story.submission, wording="2026-11", language="ar"
    )


def _end():
    story = make_story(languages=("en", "de"))
    return lambda: actions.end_story(story)


def _report(story=None):
    story = story or make_published()
    return actions.report(
        "story", story.public_id, "about_me", "This is me.", receipts.new_code()
    )


def _send_report():
    story, code = make_published(), receipts.new_code()
    return lambda: actions.report("story", story.public_id, "about_me", "Me.", code)


def _tell_more():
    report = _report()
    return lambda: actions.tell_more(report, "And more.")


def _ask_reporter():
    report, moderator = _report(), make_moderator()
    return lambda: actions.ask_reporter(report, moderator, "Who?")


def _close_report():
    report, moderator = _report(), make_moderator()
    return lambda: actions.close_report(report, moderator, "It stays.")


def _close_unread():
    report, moderator = _report(), make_moderator()
    Report.objects.update(slow=True)
    return lambda: actions.close_unread([report], moderator)


def _accept_first():
    report, moderator = _report(make_published(photo=True)), make_moderator()
    return lambda: actions.accept_removal(report, moderator)


def _accept():
    report, moderator = _report(make_published(photo=True)), make_moderator()
    actions.accept_removal(report, make_moderator())
    return lambda: actions.accept_removal(report, moderator)


def _translator():
    moderator = make_moderator()
    moderator.is_superuser = True
    moderator.save()
    return moderator


def _put_german(story, moderator):
    return actions.put_translation(
        story,
        moderator,
        "de",
        title="Brot",
        quote="",
        body="Brot.",
        translator="person",
    )


ACTIONS = {
    "start_submission": _start,
    "save_step": _save,
    "attach_photo": _first_photo,
    "attach_photo, the second": _second_photo,
    "remove_photo": _remove_photo,
    "give_consents": _consents,
    "submit": _submit,
    "set_spelling_waiver": _waive,
    "ask": _ask,
    "answer": _answer,
    "decline": _decline,
    "decline_unread": _decline_unread,
    "edit_public_version": _edit,
    "approve": _approve,
    "object_to": _object,
    "publish_story": _publish,
    "hide_story": _hide,
    "show_story": _show,
    "put_translation": _translate,
    "remove_translation": _untranslate,
    "switch_off_consent": _switch_off_use,
    "switch_off_consent, the photo": _switch_off_photo,
    "agree_again": _agree_again,
    "withdraw": _withdraw,
    "withdraw, a draft": _withdraw_draft,
    "end_story": _end,
    "report": _send_report,
    "tell_more": _tell_more,
    "ask_reporter": _ask_reporter,
    "close_report": _close_report,
    "close_unread": _close_unread,
    "accept_removal, the first": _accept_first,
    "accept_removal": _accept,
}
PART_OF_OTHERS = {"announce", "replay_tombstones"}
"""Each runs within the others, the second in every sweep."""


def settle(tmp_path):
    """Give the worker its turn, an hour later."""
    past = time.time() - 2 * 3600
    for path in tmp_path.rglob("*"):
        if path.is_file():
            os.utime(path, (past, past))
    sweeps.finish_interrupted()
    sweeps.remove_orphans()


def state(tmp_path):
    """Return all that anybody can meet, without names that are drawn by lot."""
    return {
        "submissions": [_submission(one) for one in Submission.objects.order_by("pk")],
        "stories": [_story(one) for one in Story.objects.order_by("pk")],
        "reports": [_report_state(one) for one in Report.objects.order_by("pk")],
        "pictures": Picture.objects.count(),
        "leaving": Leaving.objects.count(),
        "files": sorted(
            path.parent.name for path in tmp_path.rglob("*") if path.is_file()
        ),
    }


def _submission(submission):
    try:
        opened = open_submission(submission)
    except KeyGone:
        return "unreadable"
    photo = Photo.objects.filter(submission=submission).first()
    return (
        submission.state,
        opened.telling,
        opened.proposal,
        (submission.version, submission.approved_version),
        opened.messages(),
        sorted(submission.consents.values_list("scope", "given_by", "expires_on")),
        photo and _content(photo, opened),
    )


def _content(photo, opened):
    if photo.picture is None:
        data = opened.photo() or b""
    else:
        with default_storage.open(photo.picture.file.name) as file:
            data = file.read()
    return hashlib.sha256(data).hexdigest(), photo.discarded


def _story(story):
    return (
        story.hidden,
        story.name,
        story.allowed_uses,
        story.photo and default_storage.size(story.photo.file.name),
        list(story.texts.order_by("pk").values_list("language", "title", "body")),
    )


def _report_state(report):
    try:
        words = [message.words for message in open_report(report)]
    except KeyGone:
        return "unreadable"
    return report.state, words, report.accepted_by.count()


@pytest.mark.gate
def test_killed_after_any_step_it_is_as_before_or_as_after(subtests, tmp_path):
    # One test: emptying the database for each would take longer than all of them.
    for name, prepare in ACTIONS.items():
        with subtests.test(name):
            check_each_step(prepare, tmp_path)
        empty(tmp_path)


def check_each_step(prepare, tmp_path):
    act = prepare()
    before = state(tmp_path)
    act()
    settle(tmp_path)
    after = state(tmp_path)
    assert after != before
    anew = True
    for steps in range(MOST_STEPS):
        if anew:
            empty(tmp_path)
            act = prepare()
            assert state(tmp_path) == before
        done = is_done(act, steps)
        settle(tmp_path)
        now = state(tmp_path)
        if done:
            break
        assert now in (before, after), f"after {steps} steps"
        anew = now == after
    assert steps > 0
    assert now == after


def test_every_action_is_interrupted():
    names = {name.split(",")[0] for name in ACTIONS}
    assert names == set(actions.__all__) - PART_OF_OTHERS
