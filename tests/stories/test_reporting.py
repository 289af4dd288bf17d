"""Anybody can report anything; a false report destroys nothing and reads nothing."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

import pytest

from stories import actions, receipts, sinks, sweeps
from stories.actions import reporting
from stories.keys.models import Key
from stories.models import (
    Leaving,
    Message,
    Report,
    ReportState,
    Sender,
    Story,
    Tombstone,
)
from stories.opened import open_report
from tests.factories import UserFactory, make_practice
from tests.stories.factories import make_story
from tests.stories.private import BOTH, make_published, make_waiting

pytestmark = pytest.mark.django_db(databases=BOTH)

CODE = receipts.new_code()
WORDS = "My face is in it."


def make_report(story=None, code=CODE, reason="about_me", words=WORDS, **options):
    story = story or make_story()
    return actions.report("story", story.public_id, reason, words, code, **options)


def words_in(report) -> list[str]:
    return [message.words for message in open_report(report)]


@pytest.fixture
def report(db):
    return make_report(make_published())


class TestReporting:
    def test_a_report_alone_changes_nothing(self, report):
        assert Story.objects.public().exists()
        assert b"My face" not in bytes(report.messages.get().words)
        assert words_in(report) == [WORDS]
        assert Report.objects.by_code(CODE) == report

    def test_sent_twice_it_is_one(self, report):
        assert make_report(report.story) == report
        assert make_report(report.story, words="Something else.") == report
        assert words_in(report) == [WORDS]
        assert Report.objects.count() == 1

    @pytest.mark.parametrize("words", ["", " \n ", "\u202e\x00", "x" * 5001])
    def test_words_are_needed_and_limited(self, words):
        with pytest.raises(ValidationError) as wrong:
            make_report(words=words)
        assert set(wrong.value.message_dict) == {"words"}
        assert not Key.objects.exists()

    def test_all_that_is_wrong_is_said_at_once(self):
        with pytest.raises(ValidationError) as wrong:
            make_report(words="", reason="dislike")
        assert set(wrong.value.message_dict) == {"reason", "words"}

    def test_words_lose_what_no_word_needs(self):
        report = make_report(words=" a\r\nb\x00\u202ec ")
        assert words_in(report) == ["a\nbc"]

    def test_a_story_that_went_meanwhile_takes_no_report(self):
        story = make_story()
        actions.end_story(story)
        with pytest.raises(ValidationError):
            make_report(story)
        assert not Key.objects.exists()

    def test_a_record_can_be_reported_and_nobody_can_remove_it_so(
        self, moderator, other_moderator
    ):
        practice = make_practice()
        report = actions.report(
            "practice", practice.public_id, "unlawful", "Not theirs.", CODE
        )
        for user in (moderator, other_moderator):
            with pytest.raises(ValidationError):
                actions.accept_removal(report, user)
        actions.close_report(report, moderator, "We corrected it.", removed=True)
        report.refresh_from_db()
        assert report.state == ReportState.DONE

    def test_what_nobody_registered_cannot_be_reported(self):
        with pytest.raises(ValueError, match="Register"):
            actions.report("user", "bcdfghjk", "untrue", WORDS, CODE)

    def test_a_message_belongs_to_a_submission_or_to_a_report(self, report):
        submission = make_waiting()
        for parts in ({}, {"submission": submission, "report": report}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Message.objects.create(sender=Sender.TELLER, words=b"x", **parts)


class TestTalking:
    def test_a_question_is_answered_and_waits_again(self, report, moderator):
        actions.ask_reporter(report, moderator, "Where in the picture?")
        report.refresh_from_db()
        assert report.state == ReportState.ASKED
        actions.tell_more(report, "On the left.")
        report.refresh_from_db()
        assert report.state == ReportState.OPEN
        assert words_in(report) == [WORDS, "Where in the picture?", "On the left."]

    def test_an_answer_sent_again_changes_nothing(self, report, moderator):
        actions.tell_more(report, "On the left.", after=1)
        actions.ask_reporter(report, moderator, "In which coat?")
        actions.tell_more(report, "On the left.", after=1)
        report.refresh_from_db()
        assert report.state == ReportState.ASKED
        actions.tell_more(report, "On the left.", after=2)
        assert len(words_in(report)) == 4

    def test_whoever_corrects_a_record_answers_reports_on_it_alone(
        self, report, editor, translator
    ):
        practice = make_practice()
        on_practice = actions.report(
            "practice", practice.public_id, "untrue", "No.", receipts.new_code()
        )
        for user, about in ((editor, report), (translator, on_practice)):
            with pytest.raises(PermissionDenied):
                actions.close_report(about, user, "Mine.")
            with pytest.raises(PermissionDenied):
                actions.ask_reporter(about, user, "Who?")
        actions.close_report(on_practice, editor, "We corrected it.", removed=True)
        on_practice.refresh_from_db()
        assert on_practice.state == ReportState.DONE

    def test_once_closed_nobody_adds_anything(self, report, moderator):
        actions.close_report(report, moderator, "It is not you.")
        with pytest.raises(ValidationError):
            actions.tell_more(report, "It is.")
        with pytest.raises(ValidationError):
            actions.ask_reporter(report, moderator, "Really?")
        assert words_in(report) == [WORDS, "It is not you."]


class TestRemoval:
    def test_one_moderator_cannot_destroy_a_story(self, report, moderator):
        assert not actions.accept_removal(report, moderator)
        assert not actions.accept_removal(report, moderator)
        assert Story.objects.exists()

    def test_the_first_acceptance_hides_the_story_at_once(
        self, report, moderator, monkeypatch
    ):
        forgotten = []
        monkeypatch.setitem(sinks._SINKS, "test", forgotten.append)
        actions.accept_removal(report, moderator)
        assert not Story.objects.public()
        assert forgotten == [report.public_id]
        assert not Leaving.objects.exists()

    def test_nobody_shows_it_again_before_the_report_is_closed(
        self, report, moderator, other_moderator
    ):
        actions.accept_removal(report, moderator)
        with pytest.raises(ValidationError, match="Close that report first"):
            actions.show_story(report.story, other_moderator)
        assert not Story.objects.public()
        actions.close_report(report, other_moderator, "It is not you.")
        assert not Story.objects.public()
        actions.show_story(report.story, other_moderator)
        assert Story.objects.public()

    def test_two_moderators_destroy_it_and_whoever_asked_reads_so(
        self, report, moderator, other_moderator, client
    ):
        story = report.story
        actions.accept_removal(report, moderator)
        assert actions.accept_removal(report, other_moderator)
        assert not Story.objects.exists()
        answered = Report.objects.by_code(CODE)
        assert (answered.state, answered.story) == (ReportState.DONE, None)
        assert not Report.objects.undecided()
        assert client.get(f"/en/stories/{story.public_id}/").status_code == 410

    def test_acceptances_of_two_reports_do_not_add_up(
        self, report, moderator, other_moderator
    ):
        other = make_report(report.story, receipts.new_code())
        assert not actions.accept_removal(report, moderator)
        assert not actions.accept_removal(other, other_moderator)
        assert Story.objects.exists()
        assert not Story.objects.public()

    def test_untrue_is_no_reason_to_destroy_a_story(self, moderator):
        report = make_report(reason="untrue")
        with pytest.raises(ValidationError):
            actions.accept_removal(report, moderator)
        assert not report.accepted_by.exists()
        assert Story.objects.public()

    def test_interrupted_after_the_second_it_is_finished_later(
        self, report, moderator, other_moderator, monkeypatch
    ):
        actions.accept_removal(report, moderator)

        def killed(story):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(reporting, "end_story", killed)
            with pytest.raises(KeyboardInterrupt):
                actions.accept_removal(report, other_moderator)
        assert Story.objects.exists()
        assert sweeps.finish_interrupted() == 1
        assert not Story.objects.exists()

    def test_closing_gives_an_answer_and_is_final(
        self, report, moderator, other_moderator
    ):
        actions.close_report(report, moderator, "It is not you.")
        report.refresh_from_db()
        assert report.state == ReportState.REFUSED
        with pytest.raises(ValidationError):
            actions.accept_removal(report, other_moderator)
        assert Story.objects.public().exists()

    def test_a_story_that_is_there_is_not_called_removed(self, report, moderator):
        with pytest.raises(ValidationError):
            actions.close_report(report, moderator, "Removed.", removed=True)
        report.refresh_from_db()
        assert report.state == ReportState.OPEN

    def test_withdrawn_by_its_teller_it_closes_what_was_open_and_only_that(
        self, moderator
    ):
        story = make_published()
        refused = make_report(story)
        actions.close_report(refused, moderator, "No.")
        still_open = make_report(story, receipts.new_code())
        actions.withdraw(story.submission)
        states = dict(Report.objects.values_list("pk", "state"))
        assert states == {refused.pk: "refused", still_open.pk: "done"}

    @pytest.mark.parametrize(
        "decide",
        [
            lambda report, user: actions.accept_removal(report, user),
            lambda report, user: actions.close_report(report, user, "no"),
            lambda report, user: actions.ask_reporter(report, user, "who?"),
        ],
    )
    def test_only_moderators_decide(self, report, decide):
        with pytest.raises(PermissionDenied):
            decide(report, UserFactory(is_staff=True))
        assert words_in(report) == [WORDS]


def test_queue_shows_who_is_concerned_first_and_floods_last(moderator):
    story = make_story()
    rows = {
        name: make_report(story, receipts.new_code(), reason, slow=slow)
        for name, reason, slow in [
            ("flood", "about_me", True),
            ("hateful", "hateful", False),
            ("asked", "about_me", False),
            ("me", "about_me", False),
            ("closed", "about_me", False),
        ]
    }
    actions.ask_reporter(rows["asked"], moderator, "Who?")
    actions.close_report(rows["closed"], moderator, "No.")
    expected = [rows[name] for name in ("me", "hateful", "flood", "asked")]
    assert list(Report.objects.waiting()) == expected


class TestKeeping:
    def test_what_nobody_answered_is_erased_after_90_days(self, report, moderator):
        actions.ask_reporter(report, moderator, "Who?")
        today = timezone.localdate()
        Report.objects.update(changed_on=today - timedelta(days=90))
        assert sweeps.retain() == 0
        Report.objects.update(changed_on=today - timedelta(days=91))
        assert sweeps.retain() == 1
        assert not Message.objects.filter(report__isnull=False).exists()
        assert Tombstone.objects.filter(ref=report.key_ref).exists()
        assert Story.objects.exists()

    def test_what_nobody_can_read_is_erased(self, report):
        Key.objects.filter(ref=report.key_ref).delete()
        assert sweeps.remove_orphans() == 0
        Report.objects.update(changed_on=timezone.localdate() - timedelta(days=36))
        assert sweeps.remove_orphans() == 1
        assert not Report.objects.exists()
        assert Story.objects.public().exists()

    def test_erased_ones_stay_erased_in_an_old_copy(self, report):
        Tombstone.objects.create(ref=report.key_ref)
        assert actions.replay_tombstones() == 1
        assert not Report.objects.exists()
