"""What readers see of the stories."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

from django.utils import timezone

from wagtail.images.tests.utils import get_test_image_file

import pytest

from images.models import Picture
from search.actions import reindex
from stories.models import Story, StoryText, Tombstone
from stories.presentation import Reading
from tests.factories import make_practice
from tests.stories.factories import make_consent, make_story

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def a_picture() -> Picture:
    return Picture.objects.create(title="x", file=get_test_image_file(size=(60, 90)))


LONG = "\n\n".join(f"Paragraph {number}." for number in range(6))


def page_of(client, story, language="en", query=""):
    return client.get(f"/{language}/stories/{story.public_id}/{query}")


def words_of(response) -> str:
    return response.content.decode()


def listed(client, query="", language="en"):
    """Return the public ids on the wall."""
    response = client.get(f"/{language}/stories/{query}")
    return [reading.story.public_id for reading in response.context["readings"]]


class TestTheWall:
    def test_shows_what_is_public_today(self, client):
        today = timezone.localdate()
        story = make_story(title="Open")
        make_story(title="Hidden", hidden=True)
        make_story(title="Expired", expires_on=today)
        make_story(title="Embargo", not_before=today + DAY)
        assert listed(client) == [story.public_id]

    def test_begins_with_what_can_be_read_in_the_readers_language(self, client):
        german = make_story(languages=("ar", "de"), published_on=date(2026, 1, 1))
        newer = make_story(languages=("fi",))
        assert listed(client, language="de") == [german.public_id, newer.public_id]

    def test_narrows_by_theme_origin_residence_and_language(self, client):
        this = make_story(themes=("work",), origin="SY", languages=("ar", "en"))
        make_story(themes=("love",), origin="UA", residence="LT", languages=("uk",))
        for query in ("theme=work", "origin=SY", "residence=DE", "text=ar"):
            assert listed(client, f"?{query}") == [this.public_id]
        assert len(listed(client, "?theme=work&theme=love")) == 2
        assert listed(client, "?theme=love&origin=SY") == []

    def test_narrows_by_what_tellers_allow_and_counts_it(self, client):
        press = make_story(allowed_uses=["press", "classroom"])
        make_story(allowed_uses=["classroom"])
        assert listed(client, "?use=press") == [press.public_id]
        facets = client.get("/en/stories/").context["facets"]
        uses = next(facet for facet in facets if facet.name == "use")
        assert {c.value: c.count for c in uses.choices} == {"classroom": 2, "press": 1}

    def test_unknown_choices_change_nothing(self, client):
        make_story()
        assert len(listed(client, "?use=x'%25&theme=no&origin=XX&text=zz&page=99")) == 1

    def test_finds_another_form_of_a_word(self, client):
        story = make_story(body="She was baking bread.")
        make_story(body="Nothing of the kind.")
        reindex()
        assert listed(client, "?q=bakes") == [story.public_id]

    def test_says_that_nobody_has_told_one(self, client):
        assert "Nobody has told a story here yet." in words_of(
            client.get("/en/stories/")
        )

    def test_warns_of_contents_and_marks_samples(self, client):
        make_story(content_notes=["war"], is_sample=True)
        page = words_of(client.get("/en/stories/"))
        assert '<li class="badge" dir="auto">War</li>' in page
        assert '<li class="badge" dir="auto">Sample</li>' in page


class TestAStory:
    def test_is_read_in_the_readers_language(self, client):
        story = make_story(languages=("ar", "de"), title="Title")
        page = words_of(page_of(client, story, "de"))
        assert '<h1 lang="de" dir="ltr">Title (de)</h1>' in page
        assert "does not exist in your language" not in page

    def test_is_read_as_it_was_told_where_no_translation_is(self, client):
        story = make_story(languages=("ckb", "de"), title="Title")
        page = words_of(page_of(client, story, "fi"))
        assert '<h1 lang="ckb" dir="rtl">Title</h1>' in page
        assert '<html lang="fi" dir="ltr">' in page
        in_english = words_of(page_of(client, story, "en"))
        assert "You see it in: Central Kurdish." in in_english

    def test_can_be_read_in_each_of_its_languages(self, client):
        story = make_story(languages=("ar", "de", "uk"), title="Title")
        page = page_of(client, story, "de")
        links = re.findall(r'href="([^"]*\?text=\w+)" hreflang="\w+">', words_of(page))
        assert links == [
            f"/de/stories/{story.public_id}/?text={x}" for x in ("ar", "uk")
        ]
        assert '<h1 lang="uk"' in words_of(client.get(links[1]))
        assert '<h1 lang="de"' in words_of(page_of(client, story, "de", "?text=zz"))

    def test_says_who_translated(self, client):
        story = make_story(languages=("ar", "en"))
        story.texts.filter(language="en").update(translator="machine")
        page = words_of(page_of(client, story))
        assert "translated by: a machine; nobody has checked it yet" in page
        assert "as it was told" in page

    def test_says_from_where_to_where_by_whom_and_how_long(self, client):
        story = make_story(name_style="alias", name="Nadia", body="word " * 400)
        page = words_of(page_of(client, story))
        assert "<bdi>Syria</bdi>" in page
        assert "<bdi>Germany</bdi>" in page
        assert "Told by <bdi>Nadia</bdi> (the name is changed)" in page
        assert "2 minutes to read" in page

    def test_warns_before_its_first_word(self, client):
        story = make_story(content_notes=["war", "grief"], body="First words.")
        page = words_of(page_of(client, story))
        assert page.index("Before you read") < page.index("First words.")
        assert "War · Grief and loss" in page

    def test_says_what_the_teller_allows_and_what_not(self, client):
        reading = Reading(make_story(allowed_uses=["press"]), "en")
        assert reading.allowed == ["Quoted by the press"]
        assert len(reading.not_allowed) == 3

    def test_pulls_a_quote_only_where_there_is_room(self, client):
        long = make_story(body=LONG, quote="Paragraph 3.")
        short = make_story(body="One.\n\nTwo.", quote="Two.")
        assert 'class="pull-quote" aria-hidden="true"' in words_of(
            page_of(client, long)
        )
        assert "pull-quote" not in words_of(page_of(client, short))

    def test_shows_stories_near_it(self, client):
        story = make_story(themes=("work",))
        near = make_story(themes=("work",), title="Near")
        make_story(themes=("love",), origin="UA", title="Far")
        make_story(themes=("work",), hidden=True, title="Hidden")
        shown = page_of(client, story).context["near"]
        assert [reading.story for reading in shown] == [near]

    def test_shows_the_photo_with_its_description_instead_of_a_cover(self, client):
        story = make_story(photo=a_picture(), photo_description="Two cups")
        page = words_of(page_of(client, story))
        photo = re.search('<img class="cover"[^>]*>', page).group()
        assert 'alt="Two cups" lang="en" dir="ltr"' in photo
        assert 'src="/media/renditions/' in photo
        assert 'width="60" height="90"' in photo
        assert f"/stories/{story.public_id}.svg" not in page

    def test_photo_is_described_in_the_tellers_language(self, client):
        make_story(
            languages=("ar", "en"), photo=a_picture(), photo_description="فنجانان"
        )
        page = words_of(client.get("/en/stories/"))
        assert 'alt="فنجانان" lang="ar" dir="rtl"' in page

    def test_shows_the_cover_again_when_the_consent_to_the_photo_has_ended(
        self, client
    ):
        ended = make_consent("photo", expires_on=timezone.localdate())
        story = make_story(photo=a_picture(), photo_consent=ended)
        assert f"/stories/{story.public_id}.svg" in words_of(page_of(client, story))
        assert "/media/" not in words_of(client.get("/en/stories/"))

    def test_never_speaks_markup(self, client):
        story = make_story(
            title="<b>x</b>",
            body="<script>alert(1)</script>",
            quote="<i>",
            name_style="alias",
            name="<u>N</u>",
        )
        page = words_of(page_of(client, story))
        assert "&lt;script&gt;" in page
        assert not re.search("<(script|b|i|u)>", page)

    def test_sample_is_marked_on_the_page_and_in_its_data(self, client):
        page = words_of(page_of(client, make_story(is_sample=True)))
        assert "This is a sample." in page
        assert 'data-sample="true"' in page
        assert "sample" not in words_of(page_of(client, make_story()))

    @pytest.mark.parametrize("address", ["/en/stories/{}/", "/stories/{}.svg"])
    def test_that_is_not_public_has_no_address(self, client, address):
        hidden = make_story(hidden=True).public_id
        expired = make_story(expires_on=timezone.localdate()).public_id
        for public_id in (hidden, expired, "00000000", "x" * 300):
            assert client.get(address.format(public_id)).status_code == 404

    @pytest.mark.parametrize("address", ["/ar/stories/{}/", "/stories/{}.svg"])
    def test_that_was_taken_back_is_gone(self, client, address):
        Tombstone.objects.create(ref="b3k7m2qx")
        assert client.get(address.format("b3k7m2qx")).status_code == 410

    def test_sample_is_never_shown_on_a_real_site(self, client, settings):
        sample = make_story(is_sample=True)
        settings.PRODUCTION = True
        assert listed(client) == []
        assert not StoryText.objects.public()
        assert page_of(client, sample).status_code == 404


class TestWhatMayBeKept:
    @pytest.mark.parametrize(
        "address",
        [
            "/en/stories/",
            "/en/stories/{}/",
            "/en/search/?q=bread",
            "/en/search/feed/",
            "/api/search?q=bread",
        ],
    )
    def test_no_proxy_keeps_a_story(self, client, index, address):
        path = address.format(make_story().public_id)
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert first["Cache-Control"] == again["Cache-Control"] == "no-cache"

    def test_covers_are_kept_for_a_minute(self, client):
        response = client.get(f"/stories/{make_story().public_id}.svg")
        assert response["Content-Type"] == "image/svg+xml"
        assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=60"}
        assert words_of(response).startswith("<svg ")

    def test_other_pages_are_asked_for_each_time(self, client):
        kept = client.get("/en/practices/")["Cache-Control"]
        assert set(kept.split(", ")) == {"public", "no-cache"}


class TestElsewhere:
    def test_search_finds_a_story_in_each_of_its_languages(self, client):
        story = make_story(languages=("uk", "en"), themes=("work",), body="Bread.")
        reindex()
        query = "q=bread&kind=story&theme=work&country=SY"
        for language in ("en", "uk"):
            page = client.get(f"/{language}/search/?{query}")
            (hit,) = page.context["found"].hits
            assert hit.language == language
            assert hit.url == f"/{language}/stories/{story.public_id}/?text={language}"

    def test_no_feed_keeps_a_story(self, client, index):
        make_story(title="Bread", body="Bread.")
        make_practice(title="Bread for all")
        while index():
            pass
        feed = words_of(client.get("/en/search/feed/?q=bread"))
        assert "Bread for all" in feed
        assert "/stories/" not in feed
        of_stories = words_of(client.get("/en/search/feed/?q=bread&kind=story"))
        assert "<entry>" not in of_stories

    def test_search_shows_nothing_that_was_hidden_since(self, client):
        story = make_story(body="Bread.")
        reindex()
        Story.objects.filter(pk=story.pk).update(hidden=True)
        assert client.get("/en/search/?q=bread").context["found"].hits == []

    def test_door_is_open_and_shows_a_story_in_the_readers_language(self, client):
        german = make_story(languages=("de",), title="Deutsch")
        make_story(languages=("uk",), title="Українською")
        context = client.get("/de/").context
        door = next(door for door in context["doors"] if door["room"] == "stories")
        assert door["url"] == "/de/stories/"
        assert door["item"]["title"] == "Українською"
        assert context["told"].story == german

    def test_home_warns_before_the_first_word_of_its_story(self, client):
        make_story(
            content_notes=["war"], is_sample=True, quote="First words.", title="Rain"
        )
        page = words_of(client.get("/en/"))
        told = page[page.index('class="told') :]
        assert told.index(">Sample<") < told.index(">War<") < told.index("First words.")

    def test_home_shows_no_empty_quote(self, client):
        make_story()
        assert "<blockquote" not in words_of(client.get("/en/"))

    def test_search_warns_of_contents_and_marks_samples(self, client):
        make_story(body="Bread.", content_notes=["war"], is_sample=True)
        reindex()
        (hit,) = client.get("/en/search/?q=bread").context["found"].hits
        assert hit.badges == ["Sample", "War"]
        assert ">War</li>" in words_of(client.get("/en/search/?q=bread"))

    def test_what_search_warns_of_costs_no_query(
        self, client, django_assert_num_queries
    ):
        make_story(body="Bread.", content_notes=["war"], is_sample=True)
        reindex()
        (hit,) = client.get("/en/search/?q=bread").context["found"].hits
        with django_assert_num_queries(0):
            assert hit.badges

    def test_home_stands_without_a_story(self, client):
        response = client.get("/en/")
        assert response.context["told"] is None
        assert 'class="told' not in words_of(response)

    def test_every_page_invites_to_tell(self, client):
        assert 'href="/en/stories/tell/">Tell yours' in words_of(client.get("/en/"))
        assert "Tell your story" in words_of(client.get("/en/stories/tell/"))

    def test_sitemap_names_the_languages_that_exist(self, client):
        story = make_story(languages=("ar", "de", "ckb"))
        make_story(hidden=True)
        tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
        places = [node.text for node in tree.iter() if node.tag.endswith("}loc")]
        found = [place for place in places if re.search(r"/stories/\w{8}/", place)]
        assert len(found) == 2
        assert {place.split("/")[3] for place in found} == {"ar", "de"}
        assert all(story.public_id in place for place in found)
