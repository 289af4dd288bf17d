"""Each page is light, and fetches nothing from anybody else."""

from __future__ import annotations

import pytest

MAX_TEXT = 100 * 1024
MAX_WITH_PICTURES = 250 * 1024
"""Bytes before compression."""
TEXT = ("document", "stylesheet", "script")

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


class Fetched:
    """What a page fetched while it loaded."""

    def __init__(self, page) -> None:
        self.addresses: list[str] = []
        self.bytes: dict[str, int] = {}
        page.on("requestfinished", self._note)

    def _note(self, request) -> None:
        self.addresses.append(request.url)
        kind = request.resource_type
        size = len(request.response().body())
        self.bytes[kind] = self.bytes.get(kind, 0) + size


def test_page_is_light_and_keeps_to_itself(site, visit, name):
    with visit("about:blank") as page:
        fetched = Fetched(page)
        page.goto(site.address(name, "en"), wait_until="networkidle")
        assert fetched.bytes["stylesheet"]
        assert sum(fetched.bytes.get(kind, 0) for kind in TEXT) <= MAX_TEXT
        assert sum(fetched.bytes.values()) <= MAX_WITH_PICTURES
        assert all(address.startswith(site.url) for address in fetched.addresses)
        assert page.context.cookies() == []


def test_style_sheet_and_scripts_are_small():
    from django.conf import settings

    static = settings.BASE_DIR / "site" / "philoxenia" / "static" / "philoxenia"
    assert (static / "philoxenia.css").stat().st_size <= 25 * 1024
    assert sum(path.stat().st_size for path in static.glob("*.js")) <= 10 * 1024
