"""Pages about this site are found like everything else."""

from __future__ import annotations

import pytest

from pages.actions import publish_page
from pages.documents import KIND
from search.models import Outbox


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


@pytest.mark.parametrize("event", ["publish", "unpublish", "delete"])
def test_every_event_reaches_the_outbox(pages, event):
    page = pages["terms"]
    pk = page.pk
    last = Outbox.objects.latest("pk").pk
    {"publish": lambda: publish_page(page), "unpublish": page.unpublish}.get(
        event, page.delete
    )()
    assert Outbox.objects.filter(pk__gt=last, kind="page", object_id=pk).exists()
