"""What must stand before the first request, for pages."""

from __future__ import annotations

from wagtail.models import GroupPagePermission, Page, Site

import pytest

from pages.models import StandardPage
from philoxenia.furnish import furnish

pytestmark = pytest.mark.django_db


def test_site_starts_at_the_root_page():
    root = Site.objects.get(is_default_site=True).root_page
    assert isinstance(root.specific, StandardPage)
    assert (root.slug, root.live, root.locale.language_code) == ("about", True, "en")


def test_wagtails_welcome_page_is_gone():
    assert [page.slug for page in Page.objects.filter(depth=2)] == ["about"]


def test_furnishing_again_adds_nothing():
    def count():
        return Page.objects.count(), GroupPagePermission.objects.count()

    before = count()
    furnish()
    assert count() == before


def test_furnishing_rebuilds_what_a_flush_removed():
    Site.objects.all().delete()
    Page.objects.all().delete()
    furnish()
    assert Site.objects.get().root_page.slug == "about"


@pytest.mark.parametrize("slug", ["about", "privacy"])
def test_editors_edit_and_publish_in_every_language(pages, translate, editor, slug):
    furnish()
    for page in (pages[slug], translate(slug, "de")):
        permissions = page.permissions_for_user(editor)
        assert permissions.can_edit()
        assert permissions.can_publish()


def test_editors_cannot_delete_the_root(pages, editor):
    assert not pages["about"].permissions_for_user(editor).can_delete()
