"""Hostile addresses and parameters get a clear page and never a server error."""

from __future__ import annotations

import logging
from io import StringIO
from urllib.parse import quote

import pytest

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
        "/media/{}",
    ],
)
def test_bad_paths_get_a_clear_page(client, address):
    unclear = {}
    for name, value in BAD_VALUES.items():
        quoted = quote(value.encode("utf-8", "surrogatepass"), safe="")
        response = client.get(address.replace("{}", quoted), follow=True)
        if response.status_code not in (400, 404):
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


def test_server_error_page_needs_no_database(client, monkeypatch, settings):
    from practices import views

    monkeypatch.setattr(views, "found", lambda q: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/en/practices/")
    assert response.status_code == 500
    assert b"philoxenia" in response.content


def test_logs_hold_neither_words_nor_queries(client, monkeypatch):
    from practices import views

    def fail(q):
        raise ValueError(q)

    monkeypatch.setattr(views, "found", fail)
    client.raise_request_exception = False
    written = StringIO()
    handlers = logging.getLogger("django").handlers
    console = next(handler for handler in handlers if handler.filters)
    monkeypatch.setattr(console, "stream", written)
    client.get("/en/practices/?q=whereisamina", REMOTE_ADDR="192.0.2.77")
    logged = written.getvalue()
    assert "ValueError" in logged
    assert "whereisamina" not in logged
    assert "192.0.2.77" not in logged
