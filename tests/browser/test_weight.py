"""Each page is light, and fetches nothing from anybody else."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PAGES

MAX_TEXT = 100 * 1024
MAX_WITH_PICTURES = 250 * 1024
"""Bytes before compression."""
TEXT = ("document", "stylesheet", "script")
REDIRECTS = range(300, 400)
"""Answers without a body: a record's address gets its title by one."""

pytestmark = [pytest.mark.gate, pytest.mark.browser, pytest.mark.django_db]


class Fetched:
    """What a page fetched while it loaded."""

    def __init__(self, page) -> None:
        self._requests = []
        page.on("requestfinished", self._note)

    def _note(self, request) -> None:
        self._requests.append(request)

    @property
    def addresses(self) -> list[str]:
        return [request.url for request in self._requests]

    def by_kind(self) -> dict[str, int]:
        """Return bytes by what they are for, once the page has loaded."""
        sizes: dict[str, int] = {}
        for request in self._requests:
            response = request.response()
            size = 0 if response.status in REDIRECTS else len(response.body())
            sizes[request.resource_type] = sizes.get(request.resource_type, 0) + size
        return sizes


@pytest.mark.parametrize("name", PAGES)
def test_page_is_light_and_keeps_to_itself(site, visit, name):
    with visit("about:blank") as page:
        fetched = Fetched(page)
        page.goto(site.address(name, "en"))
        sizes = fetched.by_kind()
        assert sizes["stylesheet"]
        assert sum(sizes.get(kind, 0) for kind in TEXT) <= MAX_TEXT
        assert sum(sizes.values()) <= MAX_WITH_PICTURES
        assert all(address.startswith(site.url) for address in fetched.addresses)
        assert page.context.cookies() == []


def test_style_sheet_and_scripts_are_small():
    from django.conf import settings

    static = settings.BASE_DIR / "site" / "philoxenia" / "static" / "philoxenia"
    assert (static / "philoxenia.css").stat().st_size <= 25 * 1024
    assert sum(path.stat().st_size for path in static.glob("*.js")) <= 10 * 1024
