"""Moderators read and decide reports; nobody destroys a story alone."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import connections
from django.test.utils import CaptureQueriesContext

import pytest

from stories import actions, receipts
from stories.keys.models import Key
from stories.models import Report, ReportState, Story
from stories.opened import open_report
from tests.factories import UserFactory, make_practice
from tests.stories.factories import TITLE, make_story
from tests.stories.private import BOTH, make_published

pytestmark = pytest.mark.django_db(databases=BOTH)

QUEUE = "/admin/stories/"
WORDS = "The house in it is ours."


@pytest.fixture
def desk(client, moderating):
    client.force_login(moderating)
    return client


@pytest.fixture
def second(db):
    return UserFactory(groups=[Group.objects.get(name="Moderators")])


@pytest.fixture
def report(db):
    return make_report(make_published())


def make_report(story=None, reason="about_me", words=WORDS, **options):
    story = story or make_story()
    code = receipts.new_code()
    return actions.report("story", story.public_id, reason, words, code, **options)


def page_of(report):
    return f"{QUEUE}reports/{report.pk}/"


def read(client, report):
    response = client.get(page_of(report))
    assert response.status_code == 200
    return response.content.decode()


def act(client, report, name, seen=1, **sent):
    return client.post(page_of(report), {"act": name, "seen": seen, **sent})


def words_in(report):
    return [message.words for message in open_report(report)]


class TestQueue:
    def test_reports_stand_above_with_what_to_know_and_no_word_of_them(
        self, desk, report, second
    ):
        actions.accept_removal(report, second)
        page = desk.get(QUEUE).content.decode()
        assert page_of(report) in page
        assert "It is about me" in page
        assert "1 moderator accepts removal" in page
        assert page.index("before everything else") < page.index("Stories to read")
        assert WORDS not in page
        assert second.username not in page

    def test_who_is_concerned_comes_first_and_closed_ones_are_not_there(
        self, desk, moderating
    ):
        story = make_story()
        untrue, closed, me = (
            make_report(story, reason) for reason in ("untrue", "untrue", "about_me")
        )
        actions.close_report(closed, moderating, "No.")
        page = desk.get(QUEUE).content.decode()
        assert page.index(page_of(me)) < page.index(page_of(untrue))
        assert page_of(closed) not in page

    def test_a_flood_stands_apart_and_is_closed_unread(self, desk):
        kept = make_report()
        flood = [make_report(kept.story, "untrue", slow=True) for _one in range(3)]
        page = desk.get(QUEUE).content.decode()
        assert "3 reports that look like a flood" in page
        desk.post(f"{QUEUE}reports/unread/", {"report": [one.pk for one in flood[:2]]})
        states = list(Report.objects.order_by("pk").values_list("state", flat=True))
        assert states == ["open", "refused", "refused", "open"]

    def test_only_the_unread_of_the_slow_lane_are_closed_unread(self, desk, report):
        desk.post(f"{QUEUE}reports/unread/", {"report": [report.pk, "x", "9" * 30]})
        report.refresh_from_db()
        assert report.state == ReportState.OPEN

    def test_who_was_not_read_is_told_so(self, desk, client):
        code = receipts.new_code()
        story = make_story()
        report = actions.report(
            "story", story.public_id, "untrue", WORDS, code, slow=True
        )
        desk.post(f"{QUEUE}reports/unread/", {"report": report.pk})
        page = client.post("/en/stories/mine/", {"code": code}).content.decode()
        assert "Nobody has read your report" in page

    def test_costs_the_same_for_many(self, desk):
        story = make_story()

        def queries():
            with (
                CaptureQueriesContext(connections["default"]) as main,
                CaptureQueriesContext(connections["keys"]) as keys,
            ):
                desk.get(QUEUE)
            return len(main) + len(keys)

        make_report(story)
        make_report(story, slow=True)
        queries()
        few = queries()
        for slow in (True, False) * 3:
            make_report(story, slow=slow)
        assert queries() == few


class TestReading:
    def test_shows_words_and_leads_to_the_thing(self, desk, report):
        page = read(desk, report)
        assert WORDS in page
        assert f"/stories/{report.public_id}/" in page
        assert f"/admin/stories/published/{report.public_id}/" in page

    def test_words_are_never_markup(self, desk):
        report = make_report(words="<script>alert(1)</script>")
        page = read(desk, report)
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_nothing_of_the_private_side_is_shown(self, desk, report):
        page = read(desk, report)
        submission = report.story.submission
        for secret in (submission.receipt, report.receipt, submission.key_ref):
            assert secret not in page

    def test_a_lost_key_is_said(self, desk, report):
        Key.objects.all().delete()
        page = read(desk, report)
        assert "Nobody can read what was written any more" in page
        assert 'value="accept"' not in page

    def test_what_is_not_there_is_not_found(self, desk):
        assert desk.get(f"{QUEUE}reports/999/").status_code == 404

    @pytest.mark.parametrize("who", ["editor", "translator"])
    def test_others_see_nothing(self, client, report, who, request):
        client.force_login(request.getfixturevalue(who))
        for response in (client.get(page_of(report)), act(client, report, "hide")):
            assert response.status_code in (302, 403)
            assert WORDS not in response.content.decode()
        assert Story.objects.public().exists()

    def test_without_signing_in_nobody_gets_there(self, client, report):
        assert client.get(page_of(report)).status_code == 302


class TestEditors:
    """Who may correct a thing reads what is reported of it, and of no story."""

    @pytest.fixture
    def editing(self, client, editor):
        client.force_login(editor)
        return client

    @pytest.fixture
    def on_practice(self, db):
        return actions.report(
            "practice",
            make_practice().public_id,
            "untrue",
            "Wrong year.",
            receipts.new_code(),
        )

    def test_see_reports_on_records_and_none_on_stories(
        self, editing, report, on_practice
    ):
        page = editing.get(f"{QUEUE}reports/").content.decode()
        assert page_of(on_practice) in page
        assert page_of(report) not in page
        assert editing.get(page_of(report)).status_code == 302
        assert "Wrong year." in read(editing, on_practice)

    def test_close_them_and_come_back_to_them(self, editing, on_practice):
        response = act(editing, on_practice, "correct", words="We corrected it.")
        assert response["Location"] == f"{QUEUE}reports/"
        on_practice.refresh_from_db()
        assert on_practice.state == ReportState.DONE

    def test_are_told_in_the_menu_how_many_wait(self, editing, report, on_practice):
        page = editing.get("/admin/").content.decode()
        assert "Reported (1)" in page
        act(editing, on_practice, "ask", words="Which year?")
        # Now it waits for whoever reported it.
        assert "Reported (" not in editing.get("/admin/").content.decode()

    def test_translators_see_none(self, client, translator, on_practice):
        client.force_login(translator)
        for address in (f"{QUEUE}reports/", page_of(on_practice)):
            assert client.get(address).status_code == 302
        assert "Reported (" not in client.get("/admin/").content.decode()


class TestDeciding:
    def test_asking(self, desk, report):
        act(desk, report, "ask", words="Which house?")
        report.refresh_from_db()
        assert report.state == ReportState.ASKED
        assert words_in(report) == [WORDS, "Which house?"]

    def test_hiding_and_showing(self, desk, report, client):
        address = f"/en/stories/{report.public_id}/"
        assert act(desk, report, "hide")["Location"] == page_of(report)
        assert client.get(address).status_code == 404
        assert TITLE not in read(desk, report)
        act(desk, report, "show")
        assert client.get(address).status_code == 200

    def test_whoever_accepts_is_told_that_it_hides_the_story(
        self, desk, report, second
    ):
        said = "As soon as you accept, readers no longer see the story."
        assert said in read(desk, report)
        actions.accept_removal(report, second)
        assert not Story.objects.public()
        assert said not in read(desk, report)

    def test_one_moderator_cannot_destroy_a_story(self, desk, report):
        for _time in range(2):
            act(desk, report, "accept")
        assert Story.objects.exists()
        page = read(desk, report)
        assert "1 of 2 moderators has accepted" in page
        assert 'value="accept"' not in page

    def test_two_destroy_it_and_the_address_is_gone(self, desk, report, second, client):
        act(desk, report, "accept")
        client.force_login(second)
        assert "destroy the story now" in read(client, report)
        act(client, report, "accept")
        assert not Story.objects.exists()
        answer = client.get(f"/en/stories/{report.public_id}/")
        assert answer.status_code == 410
        report.refresh_from_db()
        assert report.state == ReportState.DONE
        assert "closed: removed or corrected" in read(client, report)

    def test_once_accepted_it_is_hidden_and_no_desk_shows_it(
        self, desk, report, second
    ):
        actions.accept_removal(report, second)
        page = act(desk, report, "show").content.decode()
        assert "Close that report first" in page
        hide = f"{QUEUE}published/{report.public_id}/hide/"
        page = desk.post(hide, {"act": "show"}, follow=True).content.decode()
        assert "Close that report first" in page
        assert not Story.objects.public()

    def test_once_accepted_it_says_why_before_anybody_tries(self, desk, report, second):
        story = f"{QUEUE}published/{report.public_id}/"
        actions.hide_story(report.story, second)
        assert 'value="show"' in read(desk, report)
        assert 'value="show"' in desk.get(story).content.decode()
        actions.accept_removal(report, second)
        for page in (read(desk, report), desk.get(story).content.decode()):
            assert 'value="show"' not in page
            assert "Close that report first" in page

    def test_a_storys_page_leads_to_its_open_reports(self, desk, report, moderating):
        story = f"{QUEUE}published/{report.public_id}/"
        assert page_of(report) in desk.get(story).content.decode()
        actions.close_report(report, moderating, "It stays.")
        assert page_of(report) not in desk.get(story).content.decode()

    def test_nothing_is_offered_that_the_desk_does_not_do(self, desk):
        page = read(desk, make_report(reason="untrue"))
        assert "finds it untrue." in page
        assert "ask its teller" not in page

    def test_untrue_offers_no_removal(self, desk):
        report = make_report(reason="untrue")
        assert 'value="accept"' not in read(desk, report)
        act(desk, report, "accept")
        assert not report.accepted_by.exists()

    def test_closing_needs_words_and_shows_again_what_was_typed(self, desk, report):
        act(desk, report, "close", words="")
        report.refresh_from_db()
        assert report.state == ReportState.OPEN
        page = act(desk, report, "close", words="z" * 5001).content.decode()
        assert "z" * 5001 in page
        act(desk, report, "close", words="It is another house.")
        report.refresh_from_db()
        assert report.state == ReportState.REFUSED
        assert words_in(report)[-1] == "It is another house."
        assert Story.objects.public().exists()

    def test_what_was_added_meanwhile_is_read_first(self, desk, report):
        actions.tell_more(report, "And so is the dog.")
        page = act(desk, report, "close", words="No.").content.decode()
        assert "Something was added" in page
        assert "And so is the dog." in page
        assert "No." in page
        assert 'name="seen" value="2"' in page
        report.refresh_from_db()
        assert report.state == ReportState.OPEN

    def test_a_record_is_closed_as_corrected(self, desk):
        practice = make_practice()
        report = actions.report(
            "practice", practice.public_id, "untrue", "Wrong year.", receipts.new_code()
        )
        page = read(desk, report)
        assert 'value="hide"' not in page
        assert 'value="accept"' not in page
        assert act(desk, report, "hide").status_code == 404
        act(desk, report, "correct", words="We corrected the year.")
        report.refresh_from_db()
        assert report.state == ReportState.DONE

    def test_a_story_is_not_called_removed_while_it_is_there(self, desk, report):
        assert 'value="correct"' not in read(desk, report)
        act(desk, report, "correct", words="Removed.")
        report.refresh_from_db()
        assert report.state == ReportState.OPEN

    @pytest.mark.parametrize("name", ["", "destroy", "seen", "\x00"])
    def test_unknown_buttons_do_nothing(self, desk, report, name):
        assert act(desk, report, name).status_code == 404

    @pytest.mark.parametrize("seen", ["", "x", "-1"])
    def test_unseen_reports_are_not_decided(self, desk, report, seen):
        act(desk, report, "accept", seen=seen)
        act(desk, report, "close", seen=seen, words="No.")
        report.refresh_from_db()
        assert report.state == ReportState.OPEN
        assert not report.accepted_by.exists()

    def test_no_word_reaches_the_log(self, desk, report, caplog):
        read(desk, report)
        act(desk, report, "close", words="Nope-word")
        assert WORDS not in caplog.text
        assert "Nope-word" not in caplog.text
