"""Editors may put their own words on a front."""

from __future__ import annotations

from django.urls import reverse

import pytest

from pages.models import Front
from tests.newsroom.factories import make_module

pytestmark = pytest.mark.django_db


@pytest.fixture
def front():
    return Front.objects.create(slot="home", language="de", heading="Kommt herein")


def test_words_are_found_by_front_and_language(front, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert Front.objects.words("home", "de") == front


@pytest.mark.parametrize(("slot", "language"), [("home", "en"), ("search", "de")])
def test_front_without_words_keeps_the_built_in_ones(front, slot, language):
    assert Front.objects.words(slot, language) is None


def test_home_shows_one_real_item_of_the_newsroom(client):
    module = make_module(title="Before the deadline")
    page = client.get("/en/").content.decode()
    address = reverse("newsroom:module", args=[module.public_id, "before-the-deadline"])
    assert f'<a href="{address}" lang="en" dir="ltr">Before the deadline</a>' in page


def post(client, name: str, front: Front | None = None, **words):
    address = Front.snippet_viewset.get_url_name(name)
    return client.post(reverse(address, args=[front.pk] if front else []), words)


@pytest.mark.parametrize("act", ["add", "edit", "delete"])
def test_changing_a_front_gives_pages_a_new_etag(client, admin, front, act):
    client.force_login(admin)
    before = client.get("/de/")["ETag"]
    words = {"slot": "search", "language": "de", "heading": "Sucht"}
    response = post(client, act, None if act == "add" else front, **words)
    assert response.status_code == 302
    assert client.get("/de/")["ETag"] != before
