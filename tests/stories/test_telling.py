"""What a teller can do by her code, and what may be repeated without harm."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

import pytest

from stories import actions, receipts
from stories.keys import keyring
from stories.keys.models import Key
from stories.models import Consent, GivenBy, Photo, Scope, State, Submission
from stories.opened import open_submission
from stories.telling import LONGEST_EMBARGO, Telling
from tests.stories.private import (
    BOTH,
    a_photo,
    give,
    make_draft,
    make_moderator,
    make_waiting,
)

pytestmark = pytest.mark.django_db(databases=BOTH)


def test_the_same_code_again_begins_nothing_new():
    code = receipts.new_code()
    assert actions.start_submission(code) == actions.start_submission(code)
    assert Submission.objects.count() == Key.objects.count() == 1


def test_a_key_goes_when_its_row_cannot_be_made(monkeypatch):
    code = receipts.new_code()
    first = actions.start_submission(code)
    monkeypatch.setattr(
        type(Submission.objects.all()), "first", lambda self: None, raising=True
    )
    assert actions.start_submission(code) == first
    assert Key.objects.count() == 1


def test_steps_are_kept_and_repeating_one_changes_nothing():
    submission = make_draft(origin="SY")
    actions.save_step(submission, origin="UA")
    once = actions.save_step(submission, origin="UA")
    submission.refresh_from_db()
    assert open_submission(submission).telling == once
    assert once.origin == "UA"
    assert once.name == "Nadia"


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("age_band", "12"),
        ("language", "no language"),
        ("title", "x" * 161),
        ("body", "x" * 20_001),
        ("origin", "XX"),
        ("content_notes", ["gossip"]),
        ("not_before", "soon"),
        ("themes", ["no-theme"]),
        ("name_style", "full"),
    ],
)
def test_what_could_never_be_published_is_refused_by_part(part, value):
    with pytest.raises(ValidationError) as refused:
        actions.save_step(make_draft(), **{part: value})
    assert set(refused.value.message_dict) == {part}


def test_a_story_can_wait_for_a_year_and_no_longer():
    last = timezone.localdate() + timedelta(days=LONGEST_EMBARGO)
    draft = make_draft()
    assert actions.save_step(draft, not_before=last).embargo == last
    for later in (last + timedelta(days=1), date.max):
        with pytest.raises(ValidationError) as refused:
            actions.save_step(draft, not_before=later)
        (said,) = refused.value.message_dict["not_before"]
        assert f"{last:%B} {last.day}, {last.year} at the latest" in said


@pytest.mark.parametrize("part", ["age_band", "language", "title", "body", "name"])
def test_what_is_missing_may_be_saved_and_not_sent(part):
    draft = make_draft(**{part: ""})
    with pytest.raises(ValidationError) as refused:
        actions.submit(draft)
    assert set(refused.value.message_dict) == {part}


def test_twenty_thousand_characters_of_any_script_fit():
    submission = make_draft(body="ሰላም " * 5000, language="am")
    submission.refresh_from_db()
    assert len(open_submission(submission).telling.body) == 20_000


def test_marks_that_turn_a_page_are_dropped_and_joiners_kept():
    told = Telling().changed(
        body="a\u202eb\x00\r\nمی\u200cخواهم", language="FA-latn-ir"
    )
    assert told.body == "ab\nمی\u200cخواهم"
    assert told.language == "fa-Latn-IR"


def test_nothing_is_sent_without_consent_to_the_text():
    draft = make_draft()
    give(draft, [Scope.PRESS])
    with pytest.raises(ValidationError):
        actions.submit(draft)
    give(draft, [Scope.TEXT])
    actions.submit(draft)
    assert list(Consent.objects.values_list("scope", flat=True)) == ["text"]


def test_a_consent_given_again_stays_as_it_was():
    draft = make_draft()
    before = set(Consent.objects.values_list("pk", flat=True))
    give(draft)
    assert set(Consent.objects.values_list("pk", flat=True)) == before


class TestUnder18:
    def test_own_name_is_refused(self):
        with pytest.raises(ValidationError):
            make_draft(age_band="under_18", name_style="first")

    def test_photo_is_refused_before_and_after_the_age_is_said(self):
        minor = make_draft(age_band="under_18")
        with pytest.raises(ValidationError):
            actions.attach_photo(minor, a_photo())
        late = make_draft(photo=True)
        give(late, [Scope.TEXT], GivenBy.GUARDIAN)
        actions.save_step(late, age_band="under_18")
        with pytest.raises(ValidationError):
            actions.submit(late)
        actions.remove_photo(late)
        actions.submit(late)

    def test_guardian_must_agree_as_well(self):
        minor = make_draft(age_band="under_18")
        with pytest.raises(ValidationError):
            actions.submit(minor)
        give(minor, [Scope.TEXT], GivenBy.GUARDIAN)
        actions.submit(minor)


class TestPhoto:
    def test_it_is_cleaned_and_nothing_can_be_read_of_its_file(
        self, private_files, public_files, tmp_path
    ):
        submission = make_draft(photo=True)
        (name,) = private_files()
        stored = (tmp_path / "private" / name).read_bytes()
        assert b"JFIF" not in stored
        assert b"MARKED" not in stored
        assert "MARKED" not in name
        clear = open_submission(submission).photo()
        assert clear
        assert clear.startswith(b"\xff\xd8")
        assert b"MARKED" not in clear
        assert not public_files()

    def test_a_second_one_replaces_the_first(self, private_files):
        submission = make_draft(photo=True)
        first = private_files()
        actions.attach_photo(submission, a_photo("blue"))
        assert len(private_files()) == 1
        assert private_files() != first

    def test_what_is_no_picture_loses_nothing_else(self, private_files):
        submission = make_draft(photo=True)
        from io import BytesIO

        with pytest.raises(ValidationError):
            actions.attach_photo(submission, BytesIO(b"\xff\xd8\xff cut off"))
        assert len(private_files()) == 1
        assert open_submission(submission).telling.title

    def test_it_can_be_taken_out(self, private_files):
        submission = make_draft(photo=True)
        actions.remove_photo(submission)
        assert not private_files()
        assert not Photo.objects.exists()


class TestDialogue:
    def test_question_and_answer_are_read_by_both(self, moderator):
        submission = make_waiting()
        actions.ask(submission, moderator, "Which town?")
        actions.answer(submission, "A small one.")
        submission.refresh_from_db()
        said = open_submission(submission).messages()
        assert [(one.sender, one.words) for one in said] == [
            ("moderator", "Which town?"),
            ("teller", "A small one."),
        ]
        assert submission.state == State.WAITING

    def test_an_answer_comes_after_a_question(self):
        with pytest.raises(ValidationError):
            actions.answer(make_waiting(), "Unasked.")

    def test_sending_twice_is_sending_once(self):
        submission = make_waiting()
        actions.submit(submission)
        submission.refresh_from_db()
        assert submission.state == State.WAITING

    def test_only_the_version_that_was_shown_can_be_approved(self):
        submission = make_waiting()
        moderator = make_moderator()
        actions.edit_public_version(submission, moderator, title="One")
        actions.edit_public_version(submission, moderator, title="Two")
        with pytest.raises(ValidationError):
            actions.approve(submission, 1)
        actions.approve(submission, 2)
        actions.approve(submission, 2)

    def test_after_withdrawal_every_verb_says_that_it_is_gone(self):
        submission = make_waiting()
        actions.withdraw(submission)
        for verb in (
            lambda: actions.answer(submission, "x"),
            lambda: actions.approve(submission, 1),
            lambda: actions.save_step(submission, title="x"),
        ):
            with pytest.raises(keyring.KeyGone):
                verb()
        actions.withdraw(submission)
