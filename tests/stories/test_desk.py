"""Moderators read what they need, and never what they need not."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from wagtail.models import ModelLogEntry, PageLogEntry

import pytest
from PIL import Image

from stories import actions, receipts
from stories.actions.moderating import NOT_READ
from stories.desk import pages
from stories.models import GivenBy, Scope, State, Story, Submission
from stories.opened import open_submission
from tests.stories.private import (
    BOTH,
    TOLD,
    give,
    make_approved,
    make_draft,
    make_published,
    make_waiting,
)

pytestmark = pytest.mark.django_db(databases=BOTH)

QUEUE = "/admin/stories/"
HIDDEN_WORD = "Mandelbaum"


@pytest.fixture
def desk(client, moderating):
    client.force_login(moderating)
    return client


def page_of(submission, name="submission"):
    return reverse(f"stories_desk:{name}", args=[submission.pk])


def story_page(story):
    return reverse("stories_desk:story", args=[story.public_id])


def make_slow(**told):
    submission = make_waiting(**told)
    Submission.objects.filter(pk=submission.pk).update(slow=True)
    submission.refresh_from_db()
    return submission


def edited(submission, **changes):
    """Return what the form of a submission posts."""
    now = {
        "version": submission.version,
        "quote": "",
        "themes": ["work"],
        "content_notes": [],
        **{part: TOLD[part] for part in TOLD if part != "age_band"},
    }
    return {**now, **changes}


class TestQueue:
    def test_flags_come_before_any_word_of_a_text(self, desk):
        make_waiting(title=HIDDEN_WORD, content_notes=["war"], language="fa")
        page = desk.get(QUEUE).content.decode()
        assert "War" in page
        assert "Persian" in page
        assert "Work" in page
        assert HIDDEN_WORD not in page
        assert TOLD["name"] not in page

    def test_the_oldest_comes_first_and_drafts_stay_with_their_tellers(self, desk):
        first, second = make_waiting(), make_waiting()
        make_draft()
        rows = desk.get(QUEUE).context["rows"]
        assert [row.number for row in rows] == [first.pk, second.pk]

    def test_what_was_begun_long_ago_waits_from_the_day_it_was_sent(self, desk):
        today = timezone.localdate()
        begun_long_ago, sent_yesterday = make_waiting(), make_waiting()
        rows = Submission.objects.filter
        rows(pk=begun_long_ago.pk).update(made_on=today - timedelta(days=29))
        rows(pk=sent_yesterday.pk).update(changed_on=today - timedelta(days=1))
        shown = [row.number for row in desk.get(QUEUE).context["rows"]]
        assert shown == [sent_yesterday.pk, begun_long_ago.pk]

    def test_a_minors_story_says_that_it_needs_two(self, desk):
        submission = make_draft(age_band="under_18")
        give(submission, [Scope.TEXT], GivenBy.GUARDIAN)
        actions.submit(submission)
        assert "two moderators" in desk.get(QUEUE).content.decode()

    def test_what_waits_for_its_teller_stands_apart(self, desk, moderator):
        submission = make_waiting()
        actions.ask(submission, moderator, "May we?")
        assert desk.get(QUEUE).context["rows"] == []
        rows = desk.get(QUEUE, {"show": "tellers"}).context["rows"]
        assert [row.number for row in rows] == [submission.pk]

    def test_an_answer_brings_it_back(self, desk, moderator):
        submission = make_waiting()
        actions.ask(submission, moderator, "May we?")
        actions.answer(submission, "Yes.")
        (row,) = desk.get(QUEUE).context["rows"]
        assert row.stands == "the teller has answered"

    def test_more_rows_cost_no_more_queries(self, desk):
        make_waiting()

        def cost():
            with (
                CaptureQueriesContext(connections["default"]) as words,
                CaptureQueriesContext(connections["keys"]) as keys,
            ):
                desk.get(QUEUE)
            return len(words), len(keys)

        cost()
        before = cost()
        for _number in range(4):
            make_waiting(photo=True)
            make_slow()
        assert cost() == before
        assert before[0] <= 20
        assert before[1] <= 2

    def test_an_unknown_section_is_the_first(self, desk):
        assert desk.get(QUEUE, {"show": "x"}).context["section"] == "ours"


class TestSlowLane:
    def test_it_is_folded_away_unopened(self, desk):
        make_slow(content_notes=["war"])
        response = desk.get(QUEUE)
        assert response.context["rows"] == []
        assert response.context["unread_count"] == 1
        assert "War" not in response.content.decode()

    def test_it_says_that_a_crowded_day_leads_there_too(self, desk):
        submission = make_slow()
        assert "too many came on one day" in desk.get(QUEUE).content.decode()
        page = desk.get(page_of(submission)).content.decode()
        assert "Slow lane" in page
        assert "within seconds" not in page

    def test_a_flood_is_declined_without_reading(self, desk):
        flood = [make_slow() for _number in range(3)]
        desk.post(
            reverse("stories_desk:decline_unread"),
            {"submission": [submission.pk for submission in flood[:2]]},
        )
        states = Submission.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == [State.DECLINED, State.DECLINED, State.WAITING]
        (message,) = open_submission(flood[0]).messages()
        with override("ar"):
            assert message.words == str(NOT_READ)

    def test_what_is_not_in_the_slow_lane_is_never_declined_unread(self, moderator):
        quick, asked = make_waiting(), make_slow()
        actions.ask(asked, moderator, "Is it you?")
        actions.answer(asked, "Yes")
        assert actions.decline_unread([quick, asked, make_slow()], moderator) == 1

    def test_one_that_somebody_opened_and_asked_leaves_it(self, desk, moderator):
        submission = make_slow()
        actions.ask(submission, moderator, "Is it you?")
        actions.answer(submission, "Yes")
        assert [row.number for row in desk.get(QUEUE).context["rows"]] == [
            submission.pk
        ]


class TestSubmission:
    def test_the_words_stand_folded_behind_their_notes(self, desk):
        submission = make_waiting(title=HIDDEN_WORD, content_notes=["war"])
        page = desk.get(page_of(submission)).content.decode()
        assert page.index("War") < page.index("<details") < page.index(HIDDEN_WORD)
        assert '<div lang="ar" dir="rtl"' in page

    def test_what_a_teller_wrote_is_text_and_no_markup(self, desk):
        submission = make_waiting(body="<script>alert(1)</script>", name="<b>N</b>")
        page = desk.get(page_of(submission)).content.decode()
        assert "<script>alert" not in page
        assert "<b>N" not in page

    def test_neither_code_nor_receipt_is_in_page_or_context(self, desk):
        code = receipts.new_code()
        make_draft(code=code)
        submission = Submission.objects.get()
        actions.submit(submission)
        for address in (QUEUE, page_of(submission), page_of(submission, "edit")):
            response = desk.get(address)
            content = response.content.decode()
            for secret in (code, receipts.grouped(code), submission.receipt):
                assert secret not in content
            for context in response.context:
                for value in context.flatten().values():
                    assert not isinstance(value, Submission)
                    assert submission.receipt not in repr(value)

    def test_a_draft_is_her_own(self, desk):
        response = desk.get(page_of(make_draft()), follow=True)
        assert response.redirect_chain[0][0] == QUEUE

    def test_what_was_taken_back_leads_to_the_queue(self, desk):
        submission = make_waiting()
        actions.withdraw(submission)
        for act in ("ask", "publish"):
            response = desk.post(
                page_of(submission), {"act": act, "words": "x", "version": 0}
            )
            assert response.url == QUEUE
        assert "taken back" in desk.get(QUEUE).content.decode()

    def test_nothing_is_logged_in_the_admin(self, desk):
        submission = make_waiting()
        before = PageLogEntry.objects.count()
        asked = {"act": "ask", "words": HIDDEN_WORD, "seen": 0}
        desk.post(page_of(submission), asked)
        desk.post(page_of(submission, "edit"), edited(submission, title=HIDDEN_WORD))
        desk.post(page_of(submission), {**asked, "act": "decline", "seen": 1})
        submission.refresh_from_db()
        assert submission.state == State.DECLINED
        assert not ModelLogEntry.objects.exists()
        assert PageLogEntry.objects.count() == before

    def test_pages_of_the_desk_are_kept_by_nobody(self, desk):
        response = desk.get(page_of(make_waiting()))
        assert "no-store" in response["Cache-Control"]


class TestActs:
    def test_a_question_reaches_the_teller(self, desk):
        submission = make_waiting()
        asked = {"act": "ask", "words": "May we?", "seen": 0}
        desk.post(page_of(submission), asked)
        submission.refresh_from_db()
        assert submission.state == State.ASKED
        assert open_submission(submission).messages()[0].words == "May we?"

    @pytest.mark.parametrize("act", ["ask", "decline"])
    def test_empty_words_are_refused_on_the_page(self, desk, act):
        submission = make_waiting()
        data = {"act": act, "words": " ", "seen": 0}
        response = desk.post(page_of(submission), data)
        assert response.status_code == 200
        submission.refresh_from_db()
        assert submission.state == State.WAITING

    @pytest.mark.parametrize("act", ["ask", "decline"])
    def test_an_answer_is_read_before_anything_is_said(self, desk, moderator, act):
        submission = make_waiting()
        actions.ask(submission, moderator, "Which street?")
        page = desk.get(page_of(submission)).content.decode()
        assert page.count('name="seen" value="1"') == 2
        actions.answer(submission, "The long one")
        data = {"act": act, "words": "Thank you", "seen": 1}

        page = desk.post(page_of(submission), data).content.decode()

        assert "The teller has written meanwhile" in page
        assert "The long one" in page
        assert "Thank you" in page
        submission.refresh_from_db()
        assert submission.state == State.WAITING
        desk.post(page_of(submission), {**data, "seen": 2})
        submission.refresh_from_db()
        assert submission.state != State.WAITING

    def test_every_field_has_an_id_of_its_own(self, desk):
        submission = make_waiting()
        data = {"act": "decline", "words": ""}
        page = desk.post(page_of(submission), data).content.decode()
        ids = re.findall(r'<(?:textarea|input)[^>]* id="([^"]+)"', page)
        assert {"ask-words", "decline-words"} <= set(ids)
        assert len(ids) == len(set(ids))

    def test_what_came_too_late_keeps_what_was_typed(self, desk, moderator):
        submission = make_waiting()
        actions.decline(submission, moderator, "Sorry")
        submission.refresh_from_db()
        data = {"act": "ask", "words": "May we?", "seen": 1}
        response = desk.post(page_of(submission), data)
        assert response.status_code == 200

    def test_an_approved_story_is_published(self, desk):
        submission = make_approved()
        desk.post(page_of(submission), {"act": "publish", "version": 1})
        assert Story.objects.public().count() == 1

    def test_publishing_another_version_than_seen_is_refused(self, desk):
        submission = make_approved()
        desk.post(page_of(submission), {"act": "publish", "version": 0})
        assert not Story.objects.exists()

    def test_without_approval_the_page_offers_to_ask_for_it(self, desk):
        submission = make_waiting()
        page = desk.get(page_of(submission)).content.decode()
        assert 'value="publish"' not in page
        desk.post(page_of(submission), {"act": "propose", "version": 0})
        submission.refresh_from_db()
        assert (submission.state, submission.version) == (State.PROPOSED, 1)
        assert 'value="propose"' in page
        assert 'value="propose"' not in desk.get(page_of(submission)).content.decode()

    def test_a_minors_story_waits_for_a_second(self, desk, other_moderator, client):
        submission = make_draft(age_band="under_18")
        give(submission, [Scope.TEXT], GivenBy.GUARDIAN)
        actions.submit(submission)
        actions.edit_public_version(submission, other_moderator)
        actions.approve(submission, 1)
        response = desk.post(
            page_of(submission), {"act": "publish", "version": 1}, follow=True
        )
        assert "second moderator" in response.content.decode()
        assert not Story.objects.exists()
        page = desk.get(page_of(submission)).content.decode()
        assert "So far 1 does." in page
        actions.publish_story(submission, other_moderator)
        assert Story.objects.exists()


class TestEditing:
    def test_the_teller_is_shown_what_was_changed(self, desk):
        submission = make_waiting()
        desk.post(page_of(submission, "edit"), edited(submission, title="خبز الفجر"))
        submission.refresh_from_db()
        assert submission.state == State.PROPOSED
        page = desk.get(page_of(submission)).content.decode()
        assert "<ins" in page
        assert "<del" in page

    def test_two_at_once_overwrite_nothing(self, desk, moderator):
        submission = make_waiting()
        mine = edited(submission, title="Mine")
        actions.edit_public_version(submission, moderator, title="Theirs")
        response = desk.post(page_of(submission, "edit"), mine)
        page = response.content.decode()
        assert "Somebody else has changed" in page
        assert 'value="Mine"' in page
        submission.refresh_from_db()
        assert open_submission(submission).proposal.title == "Theirs"

    def test_an_error_stands_at_its_field_and_keeps_the_text(self, desk):
        submission = make_waiting()
        body = f"{HIDDEN_WORD} " * 3000
        response = desk.post(
            page_of(submission, "edit"), edited(submission, body=body, title="")
        )
        form = response.context["form"]
        assert form.errors.keys() == {"body"}
        assert HIDDEN_WORD in response.content.decode()

    def test_spelling_needs_no_second_look_when_she_said_so(self, desk):
        submission = make_waiting(spelling_waiver=True)
        data = edited(submission, body=TOLD["body"] + "!", spelling_only="on")
        desk.post(page_of(submission, "edit"), data)
        submission.refresh_from_db()
        assert submission.state == State.APPROVED

    def test_without_her_waiver_the_box_is_not_there(self, desk):
        page = desk.get(page_of(make_waiting(), "edit")).content.decode()
        assert "spelling_only" not in page

    def test_a_language_outside_the_lists_stays(self, desk):
        submission = make_waiting(language="ckb")
        form = desk.get(page_of(submission, "edit")).context["form"]
        assert form["language"].value() == "ckb"
        assert "ckb" in dict(form.fields["language"].choices)


class TestPhoto:
    def test_moderators_see_it_and_nobody_keeps_it(self, desk):
        submission = make_waiting(photo=True)
        response = desk.get(page_of(submission, "photo"))
        assert response["Content-Type"] == "image/jpeg"
        assert "no-store" in response["Cache-Control"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert Image.open(BytesIO(response.content)).size == (320, 200)

    def test_others_do_not(self, client, editor):
        submission = make_waiting(photo=True)
        client.force_login(editor)
        assert client.get(page_of(submission, "photo")).status_code == 302
        client.logout()
        assert client.get(page_of(submission, "photo")).status_code == 302

    def test_without_one_there_is_nothing(self, desk):
        assert desk.get(page_of(make_waiting(), "photo")).status_code == 404

    def test_a_hidden_storys_photo_is_shown_at_the_desk_alone(self, desk, moderating):
        story = make_published(photo=True)
        actions.hide_story(story, moderating)
        address = reverse("stories_desk:story_photo", args=[story.public_id])
        assert address in desk.get(story_page(story)).content.decode()
        response = desk.get(address)
        assert "no-store" in response["Cache-Control"]
        assert Image.open(BytesIO(response.content)).size == (320, 200)
        assert desk.get(story.photo.file.url).status_code == 404

    def test_whoever_translates_does_not_get_it_from_the_desk(self, client, editor):
        story = make_published(photo=True)
        address = reverse("stories_desk:story_photo", args=[story.public_id])
        client.force_login(editor)
        assert client.get(address).status_code == 302
        assert address not in client.get(story_page(story)).content.decode()

    def test_without_a_published_one_there_is_nothing(self, desk):
        story = make_published()
        address = reverse("stories_desk:story_photo", args=[story.public_id])
        assert desk.get(address).status_code == 404
        assert address not in desk.get(story_page(story)).content.decode()


class TestPublished:
    def test_a_story_is_hidden_and_shown_again(self, desk):
        story = make_published()
        address = reverse("stories_desk:hide", args=[story.public_id])
        desk.post(address, {"act": "hide"})
        assert not Story.objects.public().exists()
        desk.post(address, {"act": "show"})
        assert Story.objects.public().exists()

    def test_what_is_hidden_is_found_though_no_report_is_open(self, desk, moderating):
        seen, hidden = make_published(), make_published()
        actions.hide_story(hidden, moderating)
        page = desk.get(QUEUE).content.decode()
        address = reverse("stories_desk:published") + "?show=hidden"
        assert f'href="{address}"' in page
        page = desk.get(address).content.decode()
        assert reverse("stories_desk:story", args=[hidden.public_id]) in page
        assert seen.public_id not in page
        for show in ("all", "", "x"):
            page = desk.get(f"{reverse('stories_desk:published')}?show={show}")
            assert seen.public_id in page.content.decode()

    def test_hidden_stories_go_on_over_pages(self, desk, moderating, monkeypatch):
        monkeypatch.setattr(pages, "A_PAGE", 1)
        for _one in range(2):
            actions.hide_story(make_published(), moderating)
        page = desk.get(f"{reverse('stories_desk:published')}?show=hidden")
        assert 'href="?show=hidden&amp;p=2"' in page.content.decode()

    def test_whoever_translates_is_shown_nothing_hidden(
        self, client, editor, moderating
    ):
        story = make_published()
        actions.hide_story(story, moderating)
        client.force_login(editor)
        page = client.get(f"{reverse('stories_desk:published')}?show=hidden")
        assert story.public_id not in page.content.decode()
        assert "Hidden stories</a>" not in page.content.decode()

    def test_its_page_leads_to_what_readers_see_while_they_see_it(
        self, desk, moderating
    ):
        story = make_published()
        address = f'href="/en/stories/{story.public_id}/"'
        assert address in desk.get(story_page(story)).content.decode()
        actions.hide_story(story, moderating)
        assert address not in desk.get(story_page(story)).content.decode()

    def test_a_hidden_storys_submission_does_not_say_that_it_is_seen(
        self, desk, moderating
    ):
        story = make_published()
        submission = Submission.objects.get(story=story)
        page = desk.get(page_of(submission)).content.decode()
        assert "published, readers see it" in page
        actions.hide_story(story, moderating)
        page = desk.get(page_of(submission)).content.decode()
        assert "published, readers see it" not in page
        assert "readers don&#x27;t see it" in page

    def test_publishing_before_its_day_says_from_when_it_is_seen(self, desk):
        day = timezone.localdate() + timedelta(days=3)
        submission = make_approved(not_before=day)
        sent = {"act": "publish", "version": submission.version}
        page = desk.post(page_of(submission), sent, follow=True).content.decode()
        assert "Readers and the search have it now" not in page
        assert "readers don&#x27;t see it until then" in page

    def test_the_list_names_languages_and_embargo(self, desk):
        make_published(not_before=timezone.localdate() + timedelta(days=3))
        page = desk.get(reverse("stories_desk:published")).content.decode()
        assert "Arabic" in page
        assert "Not before" in page

    def test_its_photo_is_in_no_editors_chooser(self, client, editor):
        story = make_published(photo=True)
        assert story.photo.collection.name == "Stories"
        client.force_login(editor)
        for address in ("wagtailimages_chooser:choose", "wagtailimages:index"):
            page = client.get(reverse(address)).content.decode()
            assert story.public_id not in page

    def test_readers_of_its_photo_write_nothing(self, client):
        story = make_published(photo=True)
        names = set(story.photo.renditions.values_list("filter_spec", flat=True))
        assert names == {"max-732x900|format-webp", "fill-732x492|format-webp"}
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get(f"/ar/stories/{story.public_id}/")
            client.get("/ar/stories/")
        assert not [q for q in queries if not q["sql"].startswith("SELECT")]

    def test_withdrawal_removes_renditions_that_lost_their_rows(self, public_files):
        story = make_published(photo=True)
        story.photo.renditions.all()._raw_delete("default")
        actions.end_story(story)
        assert public_files() == []
