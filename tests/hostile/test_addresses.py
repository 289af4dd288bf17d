"""Hostile addresses and parameters get a clear page and never a server error."""

from __future__ import annotations

import logging
from io import StringIO
from urllib.parse import quote

from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

import pytest

from languages.registry import CODES
from philoxenia.views import DOORS, server_error
from tests.factories import make_practice

pytestmark = pytest.mark.django_db

BAD_VALUES = {
    "20,000 characters": "a" * 20_000,
    "20,000 words": "a b " * 5_000,
    "control characters": "".join(map(chr, range(32))),
    "null bytes": "a\0b\0",
    "bidi overrides": "\u202e\u2066evil\u2069\u202c",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute break": '" onmouseover=alert(1) x="',
    "single quote": "'",
    "unbalanced quotes": "\"a 'b",
    "search syntax": 'NEAR(a b) AND title:* OR -"x" ^ {a} (((',
    "sql": "'; DROP TABLE practices_practice; --",
    "percent": "%%%s%(x)s{0}{{ x }}{% now %}",
    "lone surrogate": "\udcff",
    "astral": "\U0001f9f5" * 50,
    "zalgo": "a" + "\u0301" * 500,
    "right-to-left": "مدرسة " * 100,
    "number": "-1",
    "huge number": "9" * 400,
    "path": "../../etc/passwd",
}
ADDRESSES = (
    "/en/practices/?q={}",
    "/ar/practices/?q={}&theme={}&country={}&page={}",
    "/en/practices/export.csv?q={}&theme={}",
    "/en/practices/export.json?evidence={}",
    "/en/practices/feed/?theme={}&q={}",
    "/ar/newsroom/terms/?q={}&problem={}&agreement={}&theme={}&authority={}&page={}",
    "/en/newsroom/?q={}",
    "/ar/newsroom/figures/?q={}&kind={}&counts={}&place={}&status={}&page={}",
    "/en/newsroom/figures/export.csv?q={}&place={}",
    "/en/newsroom/figures/feed/?kind={}",
    "/en/stories/?q={}",
    "/fa/stories/?q={}&theme={}&origin={}&residence={}&text={}&use={}&page={}",
    "/en/search/?q={}",
    "/de/search/?q={}&kind={}&language={}&theme={}&country={}&page={}&order={}",
    "/fa/search/feed/?q={}&kind={}&use={}",
    "/api/search?q={}",
    "/en/?q={}",
    "/en/about/?q={}",
)


def is_in_its_language(response, address: str) -> bool:
    """Whether a page speaks the language that its address begins with."""
    prefix = address.split("/")[1]
    return (
        prefix not in CODES
        or not response["Content-Type"].startswith("text/html")
        or f'<html lang="{prefix}"' in response.content.decode()
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_bad_parameters_get_a_clear_page(client, index, address):
    make_practice()
    unclear = {}
    for name, value in BAD_VALUES.items():
        quoted = quote(value.encode("utf-8", "surrogatepass"))
        response = client.get(address.replace("{}", quoted))
        content = response.content.decode()
        if (
            response.status_code not in (200, 400, 404)
            or "<script>alert" in content
            or "<img src=x" in content
            or not is_in_its_language(response, address)
        ):
            unclear[name] = response.status_code
    assert unclear == {}


@pytest.mark.parametrize(
    "address",
    [
        "/en/practices/{}/",
        "/en/practices/{}/slug/",
        "/en/practices/export.{}",
        "/en/newsroom/{}/",
        "/en/newsroom/{}/slug/checklist/",
        "/en/newsroom/terms/{}/slug/",
        "/en/newsroom/figures/{}/",
        "/en/newsroom/figures/export.{}",
        "/en/stories/{}/",
        "/stories/{}.svg",
        "/{}/practices/",
        "/en/about/{}/",
        "/en/{}/",
        "/fa/{}/",
        "/media/{}",
    ],
)
def test_bad_paths_get_a_clear_page(client, address):
    unclear = {}
    for name, value in BAD_VALUES.items():
        quoted = quote(value.encode("utf-8", "surrogatepass"), safe="")
        response = client.get(address.replace("{}", quoted), follow=True)
        if response.status_code not in (400, 404) or not is_in_its_language(
            response, address
        ):
            unclear[name] = response.status_code
    assert unclear == {}


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_missing_page_answers_in_the_readers_language(client, language):
    response = client.get(f"/{language}/practices/00000000/")
    content = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{language}"' in content


def test_unknown_language_is_not_found(client):
    assert client.get("/xx/practices/").status_code == 404


@pytest.mark.parametrize("address", ["/ar/practices/", "/admin/login/"])
def test_form_that_cannot_be_trusted_gets_a_page_of_ours(db, address):
    stranger = Client(enforce_csrf_checks=True)
    response = stranger.post(address, headers={"Accept-Language": "ar"})
    content = response.content.decode()
    assert response.status_code == 403
    assert '<html lang="ar" dir="rtl"' in content
    assert 'class="wordmark"' in content


def test_address_of_another_host_gets_a_page_of_ours(client):
    response = client.get("/ar/practices/", headers={"Host": "evil.example"})
    content = response.content.decode()
    assert response.status_code == 400
    assert '<html lang="ar" dir="rtl"' in content
    assert 'class="wordmark"' in content
    assert "evil.example" not in content


def test_error_pages_lead_to_every_room():
    ways = render_to_string("shell/ways_on.html")
    for room, address, *_words in DOORS:
        assert f'<a class="room-{room}" href="{reverse(address)}">' in ways


@pytest.mark.parametrize("production", [True, False])
def test_server_error_page_asks_the_database_nothing(
    rf, settings, django_assert_num_queries, production
):
    settings.PRODUCTION = production
    with django_assert_num_queries(0):
        page = server_error(rf.get("/en/practices/")).content.decode()
    assert f'action="{reverse("search:search")}"' in page
    assert ('class="trial"' in page) is not production


def test_server_error_page_is_shown_when_a_view_breaks(client, monkeypatch):
    from practices import views

    monkeypatch.setattr(views, "found", lambda q: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/en/practices/")
    assert response.status_code == 500
    assert b"philoxenia" in response.content


@pytest.fixture
def written(monkeypatch) -> StringIO:
    """What the copy's console gets to read."""
    written = StringIO()
    handlers = logging.getLogger("django").handlers
    console = next(handler for handler in handlers if handler.filters)
    monkeypatch.setattr(console, "stream", written)
    return written


def test_logs_hold_neither_words_nor_queries(client, monkeypatch, written):
    from practices import views

    def fail(q):
        raise ValueError(q)

    monkeypatch.setattr(views, "found", fail)
    client.raise_request_exception = False
    client.get("/en/practices/?q=whereisamina", REMOTE_ADDR="192.0.2.77")
    logged = written.getvalue()
    assert "ValueError" in logged
    assert "whereisamina" not in logged
    assert "192.0.2.77" not in logged


def test_refused_form_leaves_no_address_in_the_logs(db, written):
    referer = "https://elsewhere.example/?q=whereisamina"
    stranger = Client(enforce_csrf_checks=True)
    stranger.post("/en/practices/", headers={"Referer": referer}, secure=True)
    assert "django.security.csrf 403" in written.getvalue()
    assert "whereisamina" not in written.getvalue()
