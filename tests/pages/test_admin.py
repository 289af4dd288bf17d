"""Editors change pages in Wagtail's own way."""

from __future__ import annotations

from django.urls import reverse

import pytest

from editorial.models import locale_of
from pages.actions import ensure_root_page, publish_page
from pages.models import CampaignPage, StandardPage
from tests.factories import ConceptFactory
from tests.pages.campaigns import make_campaign
from tests.stories.factories import make_story


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


def test_editor_publishes_a_change(as_editor, pages):
    page = pages["contact"]
    response = as_editor.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        {
            "title": "Write to us",
            "slug": "contact",
            "intro": "",
            "body": '{"entityMap": {}, "blocks": []}',
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "action-publish": "1",
        },
    )
    assert response.status_code == 302
    assert StandardPage.objects.get(pk=page.pk).title == "Write to us"


def test_markup_that_a_page_may_not_hold_is_dropped(pages):
    page = pages["contact"]
    page.body = '<h3 onclick="x()">A</h3><img src="x"><embed embedtype="media">'
    publish_page(page)
    assert StandardPage.objects.get(pk=page.pk).body == "<h3>A</h3>"


def test_preview_shows_the_draft_in_the_pages_language(as_editor, translate):
    page = translate("contact", "ar", title="اتصل بنا")
    response = page.make_preview_request()
    content = response.content.decode()
    assert 'lang="ar" dir="rtl"' in content
    assert 'class="notice"' not in content


def test_moving_a_page_gives_pages_a_new_etag(client, admin, pages):
    client.force_login(admin)
    before = client.get("/en/about/")["ETag"]
    client.post(
        reverse(
            "wagtailadmin_pages:move_confirm",
            args=[pages["contact"].pk, pages["terms"].pk],
        )
    )
    assert client.get("/en/about/terms/contact/").status_code == 200
    assert client.get("/en/about/")["ETag"] != before


class TestACampaign:
    words = {
        "title": "Ask",
        "slug": "ask",
        "intro": "",
        "body": '{"entityMap": {}, "blocks": []}',
        "call": '{"entityMap": {}, "blocks": []}',
        "question": "What would you love to be asked?",
        "translator": "",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }

    def add(self, client, **words):
        root = ensure_root_page(locale_of("en"))
        address = reverse(
            "wagtailadmin_pages:add", args=["pages", "campaignpage", root.pk]
        )
        form = client.get(address).content.decode()
        assert 'maxlength="90"' in form
        assert 'name="go_live_at"' in form
        return client.post(address, {**self.words, **words})

    def test_is_added_and_published_by_an_editor(self, client, as_editor):
        theme = ConceptFactory(kind="story_theme", slug="work")
        self.add(as_editor, **{"action-publish": "1", "themes": [theme.pk]})
        page = CampaignPage.objects.get()
        assert page.live
        assert list(page.themes.all()) == [theme]
        assert client.get("/en/about/ask/").status_code == 200

    def test_is_seen_by_its_editor_before_anybody_else(self, client, as_editor):
        make_story(title="The bakery")
        self.add(as_editor)
        page = CampaignPage.objects.get().get_latest_revision_as_object()
        preview = page.make_preview_request().content.decode()
        assert "What would you love to be asked?" in preview
        assert "The bakery" in preview
        assert client.get("/en/about/ask/").status_code == 404

    def test_is_translated_by_an_editor(self, as_editor):
        page = make_campaign()
        # Wagtail offers the languages in which there is something to stand below.
        page.get_parent().copy_for_translation(locale_of("de"), alias=True)
        as_editor.post(
            reverse("simple_translation:submit_page_translation", args=[page.pk]),
            {"locales": [locale_of("de").pk], "include_subtree": ""},
        )
        translation = page.get_translation(locale_of("de"))
        assert isinstance(translation, CampaignPage)
        assert not translation.live
        assert translation.question == page.question
