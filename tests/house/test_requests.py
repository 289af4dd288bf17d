"""What every public page promises about a request."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

import pytest

from editorial.actions import publish
from practices.models import Practice
from search.actions import reindex
from tests.factories import make_practice
from tests.newsroom.factories import make_module, make_term
from tests.newsroom.figures import make_figure
from tests.pages.campaigns import make_campaign
from tests.pages_of_the_site import PUBLIC_PAGES, address_of
from tests.stories.factories import make_story
from tests.toolkit.factories import make_lesson

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker, tmp_path_factory):
    """One of everything, made once for all tests of this file; its practice's id."""
    index = tmp_path_factory.mktemp("index") / "search.sqlite3"
    with django_db_blocker.unblock(), override_settings(SEARCH_INDEX=index):
        yield make_content().pk
        call_command("flush", interactive=False)
        ContentType.objects.clear_cache()


def make_content() -> Practice:
    practice = make_practice(
        title="Schools open in the evening",
        languages=("en", "de", "ar"),
        themes=("housing", "health"),
        groups=("refugees",),
        directions=("positive", "null"),
    )
    term = make_term(languages=("en", "de", "ar"), stances=("avoid", "allow"))
    make_module(languages=("en", "de", "ar"), terms=(term,))
    old = make_figure(languages=("en", "de", "ar"), status="superseded")
    make_figure(languages=("en", "de"), status="historical")
    make_figure(supersedes=old, not_comparable_with=[old], next_release="2025")
    for _number in range(3):
        make_story(
            languages=("ar", "de"),
            themes=("work", "food"),
            allowed_uses=["press", "classroom"],
            content_notes=["grief"],
        )
    make_lesson(
        languages=("en", "de", "ar"),
        subjects=("civics",),
        themes=("media",),
        story=make_story(allowed_uses=["classroom"]),
    )
    make_campaign()
    reindex()
    return practice


@pytest.fixture
def practice(content, db):
    return Practice.objects.get(pk=content)


@pytest.mark.parametrize("page", PUBLIC_PAGES)
class TestEveryPage:
    def test_costs_few_queries_and_writes_nothing(self, client, practice, page):
        address = address_of(page, "de", practice)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        statements = [query["sql"] for query in queries]
        assert len(statements) <= MOST_QUERIES, "\n".join(statements)
        assert not [
            sql
            for sql in statements
            if sql.startswith(("INSERT", "UPDATE", "DELETE", "REPLACE"))
        ]

    def test_answers_304_until_something_changes(self, client, practice, page):
        address = address_of(page, "en", practice)
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        text = practice.texts.get(locale__language_code="en")
        text.summary = "Something else."
        publish(text)
        changed = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert changed.status_code == 200

    @pytest.mark.parametrize(("language", "direction"), [("el", "ltr"), ("fa", "rtl")])
    def test_is_in_its_addresss_language_without_cookie_and_under_a_strict_policy(
        self, client, practice, page, language, direction
    ):
        response = client.get(address_of(page, language, practice))
        opening = response.content.decode().split(">", 2)[1]
        assert response.status_code == 200
        assert f'lang="{language}" dir="{direction}"' in opening
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_refuses_unexpected_methods(self, client, practice, page, method):
        response = getattr(client, method)(address_of(page, "en", practice))
        assert response.status_code in (403, 405)


def test_each_language_has_a_validator_of_its_own(client):
    assert client.get("/en/")["ETag"] != client.get("/de/")["ETag"]


def test_operators_new_name_changes_the_validator(client, settings):
    before = client.get("/en/")["ETag"]
    settings.OPERATOR = {**settings.OPERATOR, "name": "Town of Sibyl"}
    assert client.get("/en/")["ETag"] != before


def test_root_leads_to_the_browsers_language(client):
    response = client.get("/", headers={"Accept-Language": "fa, en;q=0.5"})
    assert response["Location"] == "/fa/"
    assert response["Vary"] == "Accept-Language"
