"""Editors change pages in Wagtail's own way."""

from __future__ import annotations

from django.urls import reverse

import pytest

from pages.actions import publish_page
from pages.models import StandardPage


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
