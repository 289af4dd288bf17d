"""Every page answers in every language: translated, or as the original and a notice."""

from __future__ import annotations

import re

from django.core.cache import cache

from wagtail.models import PageViewRestriction, Site

import pytest

from editorial.models import locale_of
from pages.actions import publish_page
from pages.models import StandardPage

NOTICE = 'class="notice"'


def article(response) -> str:
    """Return the opening tag of the page's own words."""
    return re.search(r"<article[^>]*>", response.content.decode())[0]


class TestWithoutATranslation:
    def test_original_is_shown_with_a_notice(self, client, pages):
        for path in ("", "privacy/"):
            response = client.get(f"/ar/about/{path}")
            content = response.content.decode()
            assert response.status_code == 200
            assert '<html lang="ar" dir="rtl">' in content
            assert NOTICE in content.split("<article")[0]
            assert 'lang="en" dir="ltr"' in article(response)

    def test_translated_root_does_not_hide_untranslated_children(
        self, client, translate
    ):
        translate("about", "ar", title="عن الموقع")
        response = client.get("/ar/about/privacy/")
        assert response.status_code == 200
        assert 'lang="en"' in article(response)

    def test_draft_translation_is_not_shown(self, client, translate):
        translate("privacy", "de", live=False, title="Entwurf")
        response = client.get("/de/about/privacy/")
        assert "Entwurf" not in response.content.decode()
        assert 'lang="en"' in article(response)

    def test_unpublished_original_is_gone_in_every_language(self, client, pages):
        pages["terms"].unpublish()
        assert client.get("/en/about/terms/").status_code == 404
        assert client.get("/ar/about/terms/").status_code == 404

    def test_unknown_path_is_not_found(self, client, pages):
        for path in ("nothing/", "privacy/nothing/", "a/" * 500):
            assert client.get(f"/el/about/{path}").status_code == 404


class TestWithATranslation:
    def test_translation_is_shown_without_a_notice(self, client, translate):
        translate("about", "ar", title="عن الموقع")
        response = client.get("/ar/about/")
        assert "عن الموقع" in response.content.decode()
        assert NOTICE not in response.content.decode().split("<article")[0]
        assert 'lang="ar" dir="rtl"' in article(response)

    def test_translation_behind_says_what_has_changed(self, client, pages, translate):
        translate("privacy", "ar", title="الخصوصية")
        assert "<ins>" not in client.get("/ar/about/privacy/").content.decode()
        original = pages["privacy"]
        original.title = "Privacy since May"
        publish_page(original)
        above = client.get("/ar/about/privacy/").content.decode().split("<article")[0]
        assert NOTICE in above
        assert re.search(r"<ins>.*since May.*</ins>", above)

    @pytest.mark.parametrize("root", ["alias", "draft"])
    def test_child_is_found_although_its_root_is_not_translated(
        self, client, translate, root
    ):
        if root == "draft":
            translate("about", "de", live=False)
        translate("privacy", "de", title="Datenschutz")
        assert 'lang="de"' in article(client.get("/de/about/privacy/"))
        assert 'lang="en"' in article(client.get("/de/about/"))

    def test_translations_own_slug_is_its_address(self, client, translate):
        translate("privacy", "de", slug="datenschutz")
        response = client.get("/de/about/privacy/")
        assert response["Location"] == "/de/about/datenschutz/"

    def test_switching_language_keeps_the_page(self, client, translate):
        translate("privacy", "de", slug="datenschutz")
        for language in ("en", "fr"):
            response = client.get(f"/{language}/about/datenschutz/")
            assert response["Location"] == f"/{language}/about/privacy/"

    def test_every_version_links_to_those_that_exist(self, client, translate):
        translate("privacy", "de", slug="datenschutz")
        translate("privacy", "sk", live=False)
        content = client.get("/ar/about/privacy/").content.decode()
        alternates = dict(
            re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', content)
        )
        assert set(alternates) == {"en", "de"}
        assert alternates["de"].endswith("/de/about/datenschutz/")

    def test_new_root_has_an_address_in_a_process_that_cached_the_old(self, translate):
        stale = Site.get_site_root_paths()
        page = translate("about", "de")
        with_old_cache = StandardPage.objects.get(pk=page.pk)
        cache.set("wagtail_site_root_paths", stale, version=2)
        assert with_old_cache.url == "/de/about/"


def test_link_in_rich_text_keeps_the_readers_language(client, pages):
    page = pages["terms"]
    page.body = f'<p><a linktype="page" id="{pages["contact"].pk}">Write</a></p>'
    publish_page(page)
    content = client.get("/ar/about/terms/").content.decode()
    assert '<a href="/ar/about/contact/">Write</a>' in content


def test_headings_leave_no_level_out(client, pages):
    content = client.get("/en/about/privacy/").content.decode()
    levels = re.findall(r"<h(\d)", content.split("<article")[1].split("</article")[0])
    assert levels[:2] == ["1", "2"]


def test_page_costs_few_queries_and_no_cookie(
    client, translate, django_assert_max_num_queries
):
    translate("privacy", "de")
    for language in ("en", "de", "ar"):
        with django_assert_max_num_queries(15):
            response = client.get(f"/{language}/about/privacy/")
        assert not response.cookies


def test_restriction_of_a_page_above_holds(pages):
    page = pages["privacy"]
    top = PageViewRestriction.objects.create(page=page.get_root())
    PageViewRestriction.objects.create(page=pages["terms"])
    assert list(page.get_view_restrictions()) == [top]


def test_page_can_only_be_read(client, pages):
    for method in (client.post, client.put, client.patch, client.delete):
        assert method("/en/about/").status_code == 405


def test_aliases_of_the_original_count_as_no_translation(translate):
    translate("privacy", "de")
    root = StandardPage.objects.get(slug="about")
    assert root.has_translation(locale_of("de"))
    assert [page.language for page in root.versions()] == ["en"]
