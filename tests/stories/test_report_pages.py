"""Whoever reports needs no account, loses no word, and reads the answer by a code."""

from __future__ import annotations

import re
from datetime import timedelta

from django.core import signing
from django.utils import timezone

import pytest

from stories import actions, receipts, tickets
from stories.keys.models import Key
from stories.models import Report, ReportState, Story
from stories.opened import open_report
from stories.views import reporting
from stories.views.telling import NOT_KEPT
from tests.factories import make_practice
from tests.stories.factories import TITLE, make_story
from tests.stories.private import BOTH

pytestmark = pytest.mark.django_db(databases=BOTH)

WORDS = "The house in it is ours."
MINE = "/en/stories/mine/"


@pytest.fixture
def story(db):
    return make_story()


@pytest.fixture
def patient(monkeypatch):
    """Take what is sent at once for something that a person sent."""
    monkeypatch.setattr(tickets, "SHORTEST", timedelta(0))


def address(thing, kind="story", language="en"):
    return f"/{language}/report/{kind}/{thing.public_id}/"


def fields_of(response):
    """Return the hidden fields of a page, as a browser would send them."""
    return dict(
        re.findall(
            r'type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode()
        )
    )


def send(client, thing, *, kind="story", **changed):
    page = client.get(address(thing, kind))
    sent = {"reason": "about_me", "words": WORDS, "go": "on"}
    return client.post(address(thing, kind), fields_of(page) | sent | changed)


def words_in(report):
    return [message.words for message in open_report(report)]


def test_no_page_with_words_of_a_teller_names_itself_to_other_sites(client, story):
    for path in ("/en/stories/tell/", MINE, address(story)):
        assert client.get(path)["Referrer-Policy"] == "same-origin"


class TestForm:
    def test_names_what_is_reported(self, client, story):
        page = client.get(address(story)).content.decode()
        assert TITLE in page
        assert f"/en/stories/{story.public_id}/" in page

    def test_a_record_can_be_reported(self, client, patient):
        practice = make_practice(title="A house")
        assert "A house" in client.get(address(practice, "practice")).content.decode()
        assert send(client, practice, kind="practice").status_code == 200
        report = Report.objects.get()
        assert (report.kind, report.public_id) == ("practice", practice.public_id)
        assert report.story is None

    @pytest.mark.parametrize("kind", ["story", "practice"])
    def test_pages_lead_to_it(self, client, story, kind):
        thing = story if kind == "story" else make_practice()
        room = "stories" if kind == "story" else "practices"
        page = client.get(f"/en/{room}/{thing.public_id}/", follow=True)
        assert f'href="{address(thing, kind)}"' in page.content.decode()

    def test_what_is_hidden_or_unknown_is_not_found(self, client, story):
        Story.objects.update(hidden=True)
        assert client.get(address(story)).status_code == 404
        assert client.get("/en/report/story/bcdfghjk/").status_code == 404
        assert client.get("/en/report/user/bcdfghjk/").status_code == 404
        assert client.get("/en/report/story/BCDFGHJK/").status_code == 404

    def test_what_was_taken_back_is_gone(self, client, story):
        actions.end_story(story)
        assert client.get(address(story)).status_code == 410

    def test_nothing_is_kept_anywhere(self, client, story, patient):
        for response in (client.get(address(story)), send(client, story)):
            assert "no-store" in response["Cache-Control"]
            assert not response.cookies
            assert "ETag" not in response

    def test_costs_few_queries(self, client, story, django_assert_max_num_queries):
        client.get(address(story))
        with django_assert_max_num_queries(3):
            client.get(address(story))


class TestSending:
    def test_without_the_keys_what_was_typed_stays_in_the_form(
        self, client, story, patient, no_keys
    ):
        response = send(client, story)
        assert response.status_code == 503
        assert str(NOT_KEPT) in response.content.decode()
        assert response.context["form"].initial["words"] == WORDS
        assert not Report.objects.exists()

    def test_report_is_kept_and_its_code_is_shown(self, client, story, patient):
        page = send(client, story)
        code = fields_of(page)["code"]
        report = Report.objects.by_code(code)
        assert (report.reason, report.story, report.slow) == ("about_me", story, False)
        assert words_in(report) == [WORDS]
        assert re.sub("<.*?>", "", page.content.decode()).count(receipts.grouped(code))
        assert WORDS not in page.content.decode()
        assert Story.objects.public().exists()

    def test_a_reload_changes_nothing(self, client, story, patient):
        page = client.get(address(story))
        sent = {**fields_of(page), "reason": "untrue", "words": WORDS, "go": "on"}
        first, again = (client.post(address(story), sent) for _time in range(2))
        assert first.content == again.content
        assert len(words_in(Report.objects.get())) == 1

    def test_it_answers_by_its_code_once_the_story_is_gone(
        self, client, story, patient
    ):
        page = client.get(address(story))
        sent = {**fields_of(page), "reason": "untrue", "words": WORDS, "go": "on"}
        client.post(address(story), sent)
        actions.end_story(story)
        assert client.post(address(story), sent).status_code == 200

    def test_what_is_missing_is_said_and_what_was_typed_stays(self, client, story):
        page = send(client, story, reason="", words="  two  spaces ")
        content = page.content.decode()
        assert "Choose why you report it." in content
        assert "  two  spaces " in content
        assert not Report.objects.exists()
        page = send(client, story, words="")
        assert "Write what we should know." in page.content.decode()
        assert 'value="about_me"' in page.content.decode()
        assert "checked" in page.content.decode()

    @pytest.mark.parametrize("reason", ["dislike", "'; DROP", "\x00"])
    def test_an_unknown_reason_is_said_once(self, client, story, reason):
        page = send(client, story, reason=reason).content.decode()
        assert page.count("Choose why you report it.") == 2  # on top and beside it
        assert not Report.objects.exists()

    def test_too_long_words_stay(self, client, story):
        words = "x" * 5001
        page = send(client, story, words=words).content.decode()
        assert words in page
        assert "too long" in page

    def test_words_are_never_markup(self, client, story):
        page = send(client, story, reason="", words="</textarea><script>x</script>")
        assert "<script>x" not in page.content.decode()

    def test_another_language_keeps_everything_and_sends_nothing(self, client, story):
        page = client.get(address(story))
        fields = fields_of(page)
        sent = {**fields, "reason": "hateful", "words": WORDS, "go": "stay"}
        page = client.post(address(story, language="ar"), sent)
        content = page.content.decode()
        assert '<html lang="ar" dir="rtl"' in content
        assert WORDS in content
        assert "checked" in content
        assert "errorlist" not in content
        assert fields_of(page) == fields
        assert not Report.objects.exists()

    def test_another_site_cannot_send(self, client, story):
        page = client.get(address(story))
        sent = {**fields_of(page), "reason": "untrue", "words": WORDS}
        answer = client.post(
            address(story), sent, headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert answer.status_code == 403
        assert not Report.objects.exists()

    def test_hidden_origin_keeps_the_words_and_sends_nothing(self, client, story):
        page = client.get(address(story))
        sent = {**fields_of(page), "reason": "untrue", "words": WORDS, "go": "on"}
        page = client.post(address(story), sent, headers={"Origin": "null"})
        assert WORDS in page.content.decode()
        assert not Report.objects.exists()


class TestFloods:
    def test_trap_and_haste_lead_into_the_slow_lane(self, client, story, patient):
        send(client, story, website="https://example.org")
        assert Report.objects.get().slow

    def test_what_is_sent_at_once_is_slow(self, client, story):
        send(client, story)
        assert Report.objects.get().slow

    def test_who_is_told_about_takes_no_others_place(
        self, client, story, patient, monkeypatch
    ):
        monkeypatch.setattr(reporting, "QUICK_A_DAY", 1)
        for reason in ("about_me", "about_me", "untrue"):
            send(client, story, reason=reason)
        assert not Report.objects.filter(slow=True).exists()

    def test_too_many_a_day_are_slow(self, client, story, patient, monkeypatch):
        monkeypatch.setattr(reporting, "QUICK_A_DAY", 1)
        send(client, story, reason="untrue")
        send(client, story, reason="untrue")
        # Nobody who is told about waits behind a flood.
        send(client, story, reason="about_me")
        slow = Report.objects.order_by("pk").values_list("slow", flat=True)
        assert list(slow) == [False, True, False]

    def test_slow_ones_take_no_place_of_the_others(
        self, client, story, patient, monkeypatch
    ):
        monkeypatch.setattr(reporting, "QUICK_A_DAY", 1)
        send(client, story, reason="untrue", website="https://example.org")
        send(client, story, reason="untrue")
        slow = Report.objects.order_by("pk").values_list("slow", flat=True)
        assert list(slow) == [True, False]

    @pytest.mark.parametrize(
        "change",
        [
            {"code": "1" * 25},
            {"code": "x"},
            {"code": ""},
            {"ticket": "x"},
            {"ticket": "\x00:\ud800"[:1]},
        ],
    )
    def test_a_code_that_is_not_ours_is_replaced(self, client, story, change):
        page = send(client, story, **change)
        content = page.content.decode()
        assert WORDS in content
        assert "Please send it once more." in content
        assert not Report.objects.exists()
        sent = {**fields_of(page), "reason": "untrue", "words": WORDS, "go": "on"}
        client.post(address(story), sent)
        assert Report.objects.count() == 1

    def test_a_page_sent_again_after_weeks_brings_nothing_back(
        self, client, story, monkeypatch
    ):
        code = receipts.new_code()
        old = timezone.now() - timedelta(days=31)
        with monkeypatch.context() as patch:
            patch.setattr(signing.time, "time", old.timestamp)
            ticket = tickets.new_ticket(code)
        send(client, story, code=code, ticket=ticket)
        assert not Report.objects.exists()


class TestComingBack:
    @pytest.fixture
    def code(self, story):
        code = receipts.new_code()
        actions.report("story", story.public_id, "about_me", WORDS, code)
        return code

    @pytest.fixture
    def report(self, code):
        return Report.objects.by_code(code)

    def open(self, client, code, **sent):
        response = client.post(MINE, {"code": code, **sent})
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        return response.content.decode()

    def test_shows_where_it_stands(self, client, code):
        page = self.open(client, receipts.grouped(code))
        assert "Waiting to be read" in page
        assert WORDS in page
        assert code not in re.search("<title>.*?</title>", page).group()

    def test_a_question_is_answered_once(self, client, code, report, moderator):
        actions.ask_reporter(report, moderator, "Which house?")
        page = self.open(client, code)
        assert "Which house?" in page
        sent = {"act": "add", "words": "The blue one.", "after": "1"}
        for _time in range(2):
            assert "Thank you" in self.open(client, code, **sent)
        assert words_in(report) == [WORDS, "Which house?", "The blue one."]
        report.refresh_from_db()
        assert report.state == ReportState.OPEN

    def test_an_empty_answer_is_refused(self, client, code, report):
        page = self.open(client, code, act="add", words=" ", after="1")
        assert "Write what we should know." in page
        assert words_in(report) == [WORDS]

    def test_too_long_an_answer_stays(self, client, code, report):
        page = self.open(client, code, act="add", words="y" * 5001, after="1")
        assert "y" * 5001 in page
        assert words_in(report) == [WORDS]

    def test_another_language_keeps_the_answer(self, client, code, report):
        page = client.post(
            "/ar/stories/mine/", {"code": code, "words": "Half", "go": "stay"}
        ).content.decode()
        assert "Half" in page
        assert words_in(report) == [WORDS]

    def test_closed_it_shows_the_answer_and_takes_no_more(
        self, client, code, report, moderator
    ):
        actions.close_report(report, moderator, "It is another house.")
        page = self.open(client, code)
        assert "Closed without removal" in page
        assert "It is another house." in page
        assert "<textarea" not in page
        page = self.open(client, code, act="add", words="Look again.", after="1")
        assert "closed already" in page
        assert "Look again." in page

    def test_it_answers_when_the_story_is_gone(
        self, client, code, report, moderator, other_moderator
    ):
        for user in (moderator, other_moderator):
            actions.accept_removal(report, user)
        page = self.open(client, code)
        assert "Done" in page
        assert TITLE not in page

    def test_it_never_shows_a_hidden_story(self, client, code, story, moderator):
        actions.hide_story(story, moderator)
        page = self.open(client, code)
        assert TITLE not in page
        assert story.public_id not in page

    def test_without_its_key_it_says_so(self, client, code):
        Key.objects.all().delete()
        page = self.open(client, code, act="add", words="My neighbour", after="1")
        assert "can no longer be read" in page
        assert "<p>My neighbour</p>" in page

    def test_hidden_origin_changes_nothing_and_keeps_the_words(
        self, client, code, report
    ):
        page = client.post(
            MINE,
            {"code": code, "act": "add", "words": "More", "after": "1"},
            headers={"Origin": "null"},
        ).content.decode()
        assert "More" in page
        assert words_in(report) == [WORDS]
