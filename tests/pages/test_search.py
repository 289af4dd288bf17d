"""Pages about this site are found like everything else."""

from __future__ import annotations

from wagtail.models import Page

import pytest

from pages.actions import publish_page
from pages.documents import KIND
from pages.models import StandardPage
from search.models import Outbox
from tests.pages.campaigns import make_campaign, translated


def document_of(page):
    return KIND.document(KIND.queryset().get(pk=page.pk))


def test_document_holds_what_the_page_shows(pages, operator):
    document = document_of(pages["privacy"])
    assert (document.language, document.url) == ("en", "/en/about/privacy/")
    assert "Town of Sibyl & Sons" in document.text
    assert "<" not in document.text


def test_only_real_published_versions_are_public(pages, translate):
    german = translate("privacy", "de")
    translate("terms", "de", live=False)
    pages["contact"].unpublish()
    public = {(page.slug, page.language) for page in KIND.queryset()}
    assert (german.slug, "de") in public
    assert public & {("terms", "de"), ("contact", "en"), ("about", "de")} == set()


def unpublish_several(page):
    # As Wagtail's bulk action and its schedule do: without the specific page.
    Page.objects.get(pk=page.pk).unpublish()


EVENTS = {
    "publish": publish_page,
    "unpublish": StandardPage.unpublish,
    "unpublish several": unpublish_several,
    "delete": StandardPage.delete,
}


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_reaches_the_outbox(pages, event):
    page = pages["terms"]
    pk = page.pk
    last = Outbox.objects.latest("pk").pk
    EVENTS[event](page)
    assert Outbox.objects.filter(pk__gt=last, kind="page", object_id=pk).exists()


def test_published_copy_reaches_the_outbox(pages):
    copy = pages["terms"].copy(update_attrs={"slug": "terms-again"})
    assert Outbox.objects.filter(kind="page", object_id=copy.pk).exists()


def test_page_is_found_by_a_reader_of_another_language(client, pages, index):
    content = client.get("/de/search/?q=supervisory+authority").content.decode()
    assert "/en/about/privacy/" in content


@pytest.mark.parametrize(("language", "word"), [("en", "campaign"), ("de", "Kampagne")])
def test_campaign_is_found_by_what_it_is(client, pages, index, language, word):
    campaign = make_campaign(below=pages["about"])
    translated(campaign, "de", title="Frag")
    index()
    content = client.get(f"/{language}/search/", {"q": word}).content.decode()
    assert f'href="/{language}/about/ask' in content
