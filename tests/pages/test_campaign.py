"""A campaign calls upon people to tell, and shows what others have told."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext, override

import pytest

from editorial.models import Translator
from pages.actions import publish_page
from pages.documents import KIND
from pages.models import CampaignPage
from pages.share_images import SIZES
from search.actions import reindex
from stories import actions
from tests.factories import ConceptFactory
from tests.pages.campaigns import make_campaign, translated
from tests.stories.factories import make_story
from tests.stories.private import BOTH, make_published

pytestmark = pytest.mark.django_db

HERE = "/{}/about/ask/"
DAY = timedelta(days=1)


@pytest.fixture
def campaign() -> CampaignPage:
    return make_campaign()


def page_of(client, language="en"):
    response = client.get(HERE.format(language))
    assert response.status_code == 200
    return response


def words_of(response) -> str:
    return response.content.decode()


def gathered(client, language="en") -> list[str]:
    """Return the public ids of the stories on the page."""
    readings = page_of(client, language).context["readings"]
    return [reading.story.public_id for reading in readings]


class TestThePage:
    def test_asks_and_leads_to_telling(self, client, campaign):
        page = words_of(page_of(client))
        assert "<p>Begin with the question.</p>" in page
        assert '<a class="button" href="/en/stories/tell/">' in page
        assert 'id="call-heading">What would you love to be asked?</h2>' in page

    def test_every_way_on_needs_no_script(self, client, campaign):
        page = words_of(page_of(client))
        call = page[page.index('id="call-heading"') :]
        tell = re.search(r'<a class="button" href="([^"]+)"', call)[1]
        assert client.get(tell).templates[0].name.startswith("stories/tell")
        shared = re.findall(r'<a href="([^"]+)" download=', page)
        assert len(shared) == len(SIZES)
        for address in shared:
            assert client.get(address).status_code == 200

    def test_is_read_in_the_languages_that_exist(self, client, campaign):
        translated(campaign, "de", title="Frag", question="Was?", translator="machine")
        page = words_of(page_of(client, "de"))
        assert "<h1>Frag</h1>" in page
        with override("de"):
            assert str(Translator.MACHINE.label) in page
        assert 'href="/en/about/ask/" hreflang="en"' in page

    def test_original_is_shown_where_no_translation_is(self, client, campaign):
        translated(campaign, "de")
        response = page_of(client, "fi")
        page = words_of(response)
        assert '<html lang="fi" dir="ltr">' in page
        assert '<article class="prose" lang="en" dir="ltr">' in page
        assert page.index('class="notice"') < page.index("<article")

    def test_translation_behind_says_what_has_changed(self, client, campaign):
        translation = translated(campaign, "de", title="Frag")
        assert "changed in the original" not in words_of(page_of(client, "de"))
        original = CampaignPage.objects.get(pk=campaign.pk)
        original.question = "What would you hate to be asked?"
        publish_page(original)
        with override("de"):
            said = gettext("What has changed in the original")
        page = words_of(page_of(client, "de"))
        assert said in page
        assert re.search(r"<del>.*love.*</del>", page)
        assert re.search(r"<ins>.*hate.*</ins>", page)
        form = CampaignPage.get_edit_handler().get_form_class()
        assert "up_to_date" in form(instance=translation).fields
        original.refresh_from_db()
        translation.from_revision = original.live_revision
        publish_page(translation)
        assert said not in words_of(page_of(client, "de"))

    def test_costs_few_queries(self, client, campaign, django_assert_max_num_queries):
        translated(campaign, "de")
        for _number in range(3):
            make_story(languages=("ar", "de"), themes=("work",))
        for language in ("en", "de", "ar"):
            with django_assert_max_num_queries(15):
                response = page_of(client, language)
            assert not response.cookies

    def test_is_found_by_what_it_asks(self, client, campaign, index):
        translated(campaign, "de", question="Wonach darf ich fragen?")
        reindex()
        content = words_of(client.get("/de/search/?q=fragen"))
        assert "/de/about/ask/" in content

    def test_document_holds_its_call(self, campaign):
        page = KIND.queryset().get(pk=campaign.pk)
        assert "Begin with the question." in KIND.document(page).text


class TestTheStories:
    def test_are_those_that_are_public_today(self, client, campaign):
        today = timezone.localdate()
        story = make_story()
        make_story(hidden=True)
        make_story(expires_on=today)
        make_story(not_before=today + DAY)
        assert gathered(client) == [story.public_id]

    def test_are_those_of_the_themes_if_there_are_any(self, client):
        work = make_story(themes=("work", "love"))
        make_story(themes=("love",))
        themes = [ConceptFactory(kind="story_theme", slug="work")]
        page = make_campaign(live=False)
        page.themes = themes
        publish_page(page)
        assert gathered(client) == [work.public_id]

    def test_in_the_readers_language_come_first(self, client, campaign):
        today = timezone.localdate()
        german = make_story(languages=("de",), published_on=today - DAY)
        newer = make_story(languages=("fi",))
        assert gathered(client, "de") == [german.public_id, newer.public_id]
        assert gathered(client, "fi") == [newer.public_id, german.public_id]

    def test_are_at_most_nine(self, client, campaign):
        for _number in range(10):
            make_story()
        assert len(gathered(client)) == 9

    def test_say_that_they_are_samples(self, client, campaign):
        make_story(is_sample=True)
        badge = '<li class="badge" dir="auto">Sample</li>'
        assert badge in words_of(page_of(client))

    def test_leave_no_trace_in_the_page_or_its_revisions(self, client, campaign):
        make_story(title="A title to forget")
        page_of(client)
        publish_page(campaign)
        revisions = [str(one.content) for one in campaign.revisions.all()]
        assert "A title to forget" not in "".join(revisions)

    @pytest.mark.django_db(databases=BOTH)
    def test_are_gone_the_moment_they_are_taken_back(self, client, campaign):
        story = make_published()
        before = page_of(client)
        assert gathered(client) == [story.public_id]
        actions.withdraw(story.text_consent.submission)
        etag = {"If-None-Match": before["ETag"]}
        assert client.get(HERE.format("en"), headers=etag).status_code == 200
        assert gathered(client) == []

    def test_are_kept_by_no_proxy(self, client, campaign):
        assert "public" not in page_of(client)["Cache-Control"]


class TestTheFronts:
    @pytest.mark.parametrize("front", ["/de/", "/de/stories/"])
    def test_name_the_newest_campaign(self, client, campaign, front):
        make_campaign(title="Newer", slug="newer", question="And now?")
        translated(campaign, "de", title="Älter")
        content = words_of(client.get(front))
        assert '<a href="/de/about/newer/">Newer</a>: And now?' in content
        assert "Älter" not in content

    def test_name_one_that_was_begun_in_the_readers_language(self, client, campaign):
        tree = translated(campaign, "de", title="Frag").get_parent()
        make_campaign(title="Nur hier", slug="nur", question="Was?", below=tree)
        assert "Nur hier" in words_of(client.get("/de/"))
        assert "Nur hier" not in words_of(client.get("/en/"))

    def test_name_it_in_the_readers_language(self, client, campaign):
        translated(campaign, "de", title="Frag")
        assert '<bdi lang="de" dir="ltr"><a href="/de/about/ask/">Frag</a>' in words_of(
            client.get("/de/")
        )
        assert '<bdi lang="en" dir="ltr"><a href="/fi/about/ask/">Ask</a>' in words_of(
            client.get("/fi/")
        )

    @pytest.mark.parametrize("front", ["/en/", "/en/stories/"])
    def test_name_none_that_is_not_published(self, client, front):
        make_campaign(live=False)
        assert "/about/ask/" not in words_of(client.get(front))

    def test_ask_for_it_once(self, campaign, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert CampaignPage.objects.newest("de") == campaign
