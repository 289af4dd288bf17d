"""What a teller finds under her code, and what nobody else finds."""

from __future__ import annotations

from datetime import timedelta

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import pytest

from stories import actions, receipts
from stories.keys.models import Key
from stories.models import Consent, Message, Photo, Scope, State, Story, Submission
from stories.opened import open_submission
from tests.stories.private import (
    BOTH,
    TOLD,
    make_approved,
    make_draft,
    make_moderator,
    make_published,
    make_waiting,
)

pytestmark = pytest.mark.django_db(databases=BOTH)

MINE = "/en/stories/mine/"
UNKNOWN = "We know no story under this code"
CODE = "3141592653589793238462643"


def post(address=MINE, *, client=None, headers=None, **sent):
    sent.setdefault("code", CODE)
    return (client or Client()).post(address, sent, headers=headers or {})


def page_of(**sent):
    return post(**sent).content.decode()


def state():
    return Submission.objects.get().state


def propose(**parts):
    submission = make_waiting(code=CODE)
    actions.edit_public_version(submission, make_moderator(), **parts)
    return submission


def ask(words="Which town?"):
    submission = make_waiting(code=CODE)
    actions.ask(submission, make_moderator(), words)
    return submission


class TestCode:
    def test_form_asks_for_digits_and_says_what_to_do_without(self):
        page = Client().get(MINE).content.decode()
        assert 'inputmode="numeric"' in page
        assert "You lost your code" in page
        assert "kept for 90 days" in page
        assert "two years after you agreed" in page
        assert "<title>My story" in page

    @pytest.mark.parametrize(
        "typed",
        [
            CODE,
            receipts.grouped(CODE),
            receipts.grouped(CODE).replace(" ", "-"),
            "".join("٠١٢٣٤٥٦٧٨٩"[int(digit)] for digit in CODE),
            "".join("۰۱۲۳۴۵۶۷۸۹"[int(digit)] for digit in CODE),
            f"\u200f{CODE}\0 ",
        ],
    )
    def test_any_way_of_writing_it_opens_the_door(self, typed):
        make_waiting(code=CODE)
        assert "Waiting to be read" in page_of(code=typed)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("", "Type your code."),
            ("\0\0", "Type your code."),
            ("12345", "How many you typed: 5."),
            (CODE + "1", "How many you typed: 26."),
            ("9" * 10_000, "How many you typed: 10000."),
            ("o" + CODE, "A code has digits only"),
            ("my code", "A code has digits only"),
            ("<script>", "A code has digits only"),
            (CODE[::-1], UNKNOWN),
        ],
    )
    def test_what_is_wrong_with_it_is_said(self, typed, said):
        make_waiting(code=CODE)
        response = post(code=typed)
        assert response.status_code == 200
        assert said in response.content.decode()
        assert "<script>" not in response.content.decode()

    def test_wrong_codes_of_any_kind_cost_the_same_queries(self):
        make_waiting(code=CODE)
        Client().get(MINE)
        costs = set()
        for typed in (CODE[::-1], "0" * 25, "12", "", "x", "9" * 10_000, "\0"):
            with (
                CaptureQueriesContext(connections["default"]) as main,
                CaptureQueriesContext(connections["keys"]) as keys,
            ):
                post(code=typed)
            costs.add((len(main), len(keys)))
        assert len(costs) == 1

    def test_wrong_codes_get_the_same_page(self):
        make_waiting(code=CODE)
        wrong, withdrawn = "1" * 25, "2" * 25
        actions.withdraw(make_waiting(code=withdrawn))
        assert page_of(code=wrong).replace(wrong, "") == page_of(
            code=withdrawn
        ).replace(withdrawn, "")

    def test_a_typed_code_survives_the_language_switch(self):
        page = post("/de/stories/mine/", code="3141 59", go="stay").content.decode()
        assert 'value="3141 59"' in page
        assert "errorlist" not in page


class TestReports:
    def test_the_code_of_a_report_opens_the_report(self):
        story = make_published(code=CODE)
        code = "2" * 25
        actions.report("story", story.public_id, "untrue", "It is not so.", code)
        page = page_of(code=code)
        assert "What you reported" in page
        assert "It is not so." in page
        assert "take_back" not in page

    def test_nobody_takes_a_story_back_by_the_code_of_a_report(self):
        story = make_published(code=CODE)
        code = "2" * 25
        actions.report("story", story.public_id, "untrue", "It is not so.", code)
        page_of(code=code, act="withdraw")
        assert Story.objects.filter(pk=story.pk).exists()

    def test_the_room_shows_the_way(self):
        assert f'href="{MINE}"' in Client().get("/en/stories/").content.decode()


class TestPromises:
    def test_nobody_keeps_the_page_and_no_cookie_is_set(self):
        make_waiting(code=CODE)
        for response in (Client().get(MINE), post(), post(act="take_back")):
            assert "no-store" in response.headers["Cache-Control"]
            assert not response.cookies
            assert "ETag" not in response.headers

    def test_the_title_tells_nothing(self):
        make_published(code=CODE)
        assert "<title>My story ·" in page_of().replace("\n", "")

    def test_the_code_stands_in_hidden_fields_alone(self):
        make_waiting(code=CODE, photo=True)
        page = page_of()
        assert page.count(CODE) == page.count(f'name="code" value="{CODE}"')

    def test_another_site_cannot_post_in_her_name(self):
        make_waiting(code=CODE)
        response = post(act="withdraw", headers={"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 403
        assert Submission.objects.exists()

    @pytest.mark.parametrize("act", ["answer", "withdraw", "stop_press", "object"])
    def test_a_hidden_origin_changes_nothing_and_keeps_her_words(self, act):
        ask()
        response = post(act=act, words="Halle", headers={"Origin": "null"})
        page = response.content.decode()
        assert "we changed nothing" in page
        assert state() == State.ASKED
        assert Message.objects.count() == 1
        assert Consent.objects.filter(scope="press").exists()
        assert act != "answer" or "Halle</textarea>" in page

    @pytest.mark.parametrize("act", ["", "nonsense", "stop_text", "\0", "9" * 999])
    def test_an_unknown_button_does_nothing(self, act):
        make_waiting(code=CODE)
        assert post(act=act, go=act, page=act).status_code == 200
        assert state() == State.WAITING
        assert Consent.objects.count() == len(Scope)

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_other_methods_are_refused(self, method):
        assert getattr(Client(), method)(MINE).status_code == 405

    def test_markup_in_words_stays_words(self):
        submission = ask("<b>Which</b> town?")
        actions.answer(submission, "<script>x</script>")
        page = page_of()
        assert "&lt;b&gt;Which&lt;/b&gt;" in page
        assert "<script>x" not in page


class TestStates:
    def test_a_draft_leads_on_to_where_she_stopped(self):
        make_draft(code=CODE)
        page = page_of()
        assert "Not sent yet" in page
        assert 'action="/en/stories/tell/"' in page
        assert 'name="go" value="resume"' in page

    def test_days_are_told_and_no_hours(self, settings):
        make_draft(code=CODE)
        day = timezone.localdate() - timedelta(days=1)
        Submission.objects.update(changed_on=day)
        page = page_of()
        assert f"{day.day}, {day.year}" in page
        until = day + timedelta(days=30)
        assert f"{until.day}, {until.year}" in page

    def test_every_state_renders_in_every_direction(self):
        make_waiting(code=CODE)
        for one in State:
            Submission.objects.update(state=one)
            for language in ("en", "ar"):
                assert post(f"/{language}/stories/mine/").status_code == 200

    def test_a_question_is_answered(self):
        submission = ask()
        page = page_of()
        assert "Which town?" in page
        assert 'name="after" value="0"' in page
        assert "Your answer is with the editors" in page_of(
            act="answer", words="Halle", after="0"
        )
        submission.refresh_from_db()
        assert submission.state == State.WAITING
        assert open_submission(submission).messages()[-1].words == "Halle"

    def test_an_empty_answer_is_refused_beside_the_field(self):
        ask()
        page = page_of(act="answer", words=" ", after="0")
        assert "Write your answer." in page
        assert 'aria-invalid="true"' in page
        assert state() == State.ASKED

    def test_a_long_answer_is_refused_and_kept_in_the_field(self):
        ask()
        page = page_of(act="answer", words="x" * 5001, after="0")
        assert "The most we take is 5000 characters" in page
        assert "x" * 5001 + "</textarea>" in page

    def test_a_reload_answers_no_later_question(self):
        submission = ask()
        sent = {"act": "answer", "words": "Halle", "after": "0"}
        page_of(**sent)
        assert "Your answer is with the editors" in page_of(**sent)
        actions.ask(submission, make_moderator(), "And when?")
        page_of(**sent)
        assert state() == State.ASKED
        assert Message.objects.filter(sender="teller").count() == 1

    def test_words_that_came_too_late_are_shown_again(self):
        submission = ask()
        actions.decline(submission, make_moderator(), "No.")
        page = page_of(act="answer", words="Halle", after="0")
        assert "This is not possible now" in page
        assert "These words of yours were not sent" in page
        assert "<p>Halle</p>" in page
        assert 'form="step" name="words" value="Halle"' in page

    def test_the_difference_can_be_read_with_and_without_eyes(self):
        propose(body=TOLD["body"].replace("لنا", "لكم"))
        page = page_of()
        assert "لنا</del>" not in page
        assert "taken out:" in page
        assert page.count("<ins>") == page.count("<del>") == 1
        assert 'lang="ar" dir="rtl"' in page

    def test_what_is_beside_the_words_is_compared_as_well(self):
        propose(residence="AT", content_notes=["war"])
        page = page_of()
        assert "Austria" in page
        assert "Germany" in page
        assert "War" in page

    def test_an_unedited_text_shows_no_difference(self):
        propose()
        page = page_of()
        assert "<ins>" not in page
        assert "Nadia" in page

    def test_a_text_is_approved_once_and_again(self):
        propose()
        for _ in range(2):
            assert "You have approved" in page_of(act="approve", version="1")
            assert state() == State.APPROVED

    @pytest.mark.parametrize("version", ["2", "", "x", "-1", "9" * 5000, "\0"])
    def test_another_version_is_not_approved(self, version):
        propose()
        assert "has changed since" in page_of(act="approve", version=version)
        assert state() == State.PROPOSED

    def test_she_can_want_another_text(self):
        submission = propose()
        page_of(act="object", words="Not my town", after="0")
        assert state() == State.WAITING
        with pytest.raises(Exception, match="not approved"):
            actions.publish_story(submission, make_moderator())

    def test_she_can_think_again_after_approving(self):
        submission = make_approved(code=CODE)
        assert "I want to change something" in page_of()
        page_of(act="object", words="Not my town", after="0")
        submission.refresh_from_db()
        assert (submission.state, submission.approved_version) == ("waiting", None)

    def test_an_objection_without_words_opens_its_form(self):
        propose()
        page = page_of(act="object", words="", after="0")
        assert "Write what you want to be different." in page
        assert state() == State.PROPOSED

    def test_declined_shows_the_reason(self):
        actions.decline(make_waiting(code=CODE), make_moderator(), "Names a child.")
        page = page_of()
        assert "Not published" in page
        assert "Names a child." in page

    def test_declined_leads_to_a_new_story_and_shows_her_own_words(self):
        submission = propose(title="Another title")
        assert "Begin a new story" not in page_of()
        page_of(act="object", words="Not my title", after="0")
        actions.decline(submission, make_moderator(), "Names a child.")
        page = page_of()
        assert '<a class="button second" href="/en/stories/tell/">' in page
        assert "Begin a new story" in page
        assert TOLD["title"] in page
        assert TOLD["body"].split("\n\n")[1] in page
        assert "Another title" not in page

    def test_the_text_as_it_will_appear_has_the_photos_description(self):
        submission = make_waiting(
            code=CODE, photo=True, photo_description="A hand and a loaf"
        )
        actions.edit_public_version(submission, make_moderator())
        assert "A hand and a loaf" in page_of()
        page_of(act="remove_photo")
        assert "A hand and a loaf" not in page_of()

    def test_typed_words_survive_the_language_switch(self):
        ask()
        response = post("/ar/stories/mine/", act="answer", words="Hal", go="stay")
        page = response.content.decode()
        assert "Hal</textarea>" in page
        assert '<html lang="ar" dir="rtl">' in page
        assert state() == State.ASKED


class TestSpelling:
    def test_the_switch_is_set_and_taken_back(self):
        submission = make_waiting(code=CODE)
        for act, on in (("waive", True), ("waive", True), ("ask_me", False)):
            page_of(act=act)
            submission.refresh_from_db()
            assert open_submission(submission).telling.spelling_waiver is on

    def test_it_counts_for_a_text_that_is_edited_already(self):
        submission = propose()
        page_of(act="waive")
        actions.edit_public_version(
            submission,
            make_moderator(),
            spelling_only=True,
            title=TOLD["title"] + ".",
        )
        assert state() == State.APPROVED

    def test_taken_back_after_approval_she_is_asked_again(self):
        make_approved(code=CODE)
        page_of(act="ask_me")
        submission = Submission.objects.get()
        assert (submission.state, submission.approved_version) == ("proposed", None)

    def test_after_publication_it_changes_nothing(self):
        make_published(code=CODE)
        assert "Publish as I wrote it" not in page_of()
        assert "This is not possible now" in page_of(act="waive")


class TestPublished:
    def test_it_shows_where_it_is_and_until_when(self):
        story = make_published(code=CODE)
        page = page_of()
        assert f'href="/en/stories/{story.public_id}/"' in page
        assert "Shown until" in page

    def test_hidden_or_embargoed_says_so(self):
        story = make_published(code=CODE)
        later = timezone.localdate() + timedelta(days=9)
        Story.objects.update(not_before=later)
        assert "as you wished" in page_of()
        Story.objects.update(hidden=True)
        page = page_of()
        assert "A moderator has hidden it" in page
        assert story.public_id not in page

    @pytest.mark.parametrize("scope", ["classroom", "press", "social", "embed"])
    def test_each_use_is_switched_off(self, scope):
        story = make_published(code=CODE)
        for _ in range(2):
            assert "It is switched off" in page_of(act=f"stop_{scope}")
        story.refresh_from_db()
        assert scope not in story.allowed_uses
        assert f"stop_{scope}" not in page_of()

    def test_a_taken_back_allowance_shows_what_is_left(self):
        make_published(code=CODE)
        page_of(act="stop_press")
        page = page_of()
        assert "You do not allow" in page
        assert 'value="stop_social"' in page

    def test_the_photo_goes_and_the_words_stay(self, private_files, public_files):
        story = make_published(code=CODE, photo=True)
        assert "A photo is kept" in page_of()
        assert "The photo is gone." in page_of(act="remove_photo")
        story.refresh_from_db()
        assert story.photo is None
        assert not private_files()
        assert not public_files()
        assert "A photo is kept" not in page_of()

    def test_a_photo_goes_before_it_was_ever_sent(self, private_files):
        make_draft(code=CODE, photo=True)
        page_of(act="remove_photo")
        assert not private_files()
        assert not Photo.objects.exists()


class TestTakingBack:
    @pytest.mark.parametrize("one", list(State))
    def test_one_button_and_one_confirmation_in_every_state(self, one):
        make_waiting(code=CODE)
        Submission.objects.update(state=one)
        assert 'name="act" value="take_back"' in page_of()
        assert 'name="act" value="withdraw"' in page_of(act="take_back")
        assert Submission.objects.exists()
        response = post(act="withdraw")
        assert "It is gone" in response.content.decode()
        assert response.headers["Clear-Site-Data"] == '"cache"'
        assert not Submission.objects.exists()
        assert not Key.objects.exists()

    def test_a_published_story_answers_410(self):
        story = make_published(code=CODE)
        page_of(act="withdraw")
        address = f"/en/stories/{story.public_id}/"
        assert Client().get(address).status_code == 410

    def test_a_reload_says_again_that_it_is_gone(self):
        make_waiting(code=CODE)
        for _ in range(2):
            assert "It is gone" in page_of(act="withdraw")
        assert UNKNOWN in page_of()

    def test_the_confirmation_keeps_its_page_in_another_language(self):
        make_waiting(code=CODE)
        page = post("/ar/stories/mine/", page="take_back", go="stay").content.decode()
        assert 'value="withdraw"' in page
        assert Submission.objects.exists()

    def test_the_last_page_stays_in_another_language(self):
        page = post("/ar/stories/mine/", code="", page="withdraw", go="stay")
        assert 'name="page" value="withdraw"' in page.content.decode()

    def test_she_can_go_back(self):
        make_waiting(code=CODE)
        assert "Waiting to be read" in page_of(page="take_back")

    def test_taken_back_meanwhile_is_gone_on_every_button(self):
        submission = ask()
        Key.objects.all().delete()
        from stories.keys import keyring

        keyring.destroy(submission.key_ref)
        for act in ("", "answer", "approve", "waive"):
            assert "It is gone" in page_of(act=act, words="x")

    def test_with_a_lost_key_her_words_are_shown_back(self):
        ask()
        Key.objects.all().delete()
        page = page_of(act="answer", words="Halle\n\nSaale", after="0")
        assert "can no longer be read by anybody" in page
        assert "<p>Halle</p>" in page
        # The language switch sends them on.
        assert 'form="step" name="words" value="Halle\n\nSaale"' in page
        assert Message.objects.count() == 1

    def test_with_a_lost_key_she_can_still_take_it_back(self):
        make_published(code=CODE)
        Key.objects.all().delete()
        assert "can no longer be read by anybody" in page_of()
        page_of(act="withdraw")
        assert not Story.objects.exists()


def test_agreeing_again_lets_her_agreements_begin_anew():
    make_published(code=CODE)
    soon = timezone.localdate() + timedelta(days=5)
    Consent.objects.update(expires_on=soon)
    Story.objects.update(expires_on=soon)
    assert "Your agreement begins anew today." in page_of(act="agree_again")
    two_years = timezone.localdate() + timedelta(days=730)
    assert Story.objects.get().expires_on == two_years
    assert Consent.objects.get(scope=Scope.TEXT).expires_on == two_years
    assert Consent.objects.get(scope=Scope.PHOTO).expires_on < two_years


def test_nobody_agrees_again_to_what_is_over():
    make_published(code=CODE)
    Consent.objects.update(expires_on=timezone.localdate())
    page_of(act="agree_again")
    assert Consent.objects.filter(expires_on__gt=timezone.localdate()).count() == 0
