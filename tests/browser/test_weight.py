"""Each page is light, and fetches nothing from anybody else."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

from django.contrib.staticfiles import finders

import pytest

from tests.browser.conftest import PAGES, TYPES

PART = re.compile(r'"/static/([\w./-]+?\.(?:css|js))"')
MAX_TEXT = 100 * 1024
MAX_WITH_PICTURES = 250 * 1024
"""Bytes before compression."""
MAX_LESSON = 95 * 1024
"""The longest that ships leaves room for editors."""
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


@pytest.mark.parametrize(
    ("name", "language"),
    # A letter of Greek is two bytes.
    [*product(PAGES, ["en"]), *product(TYPES, ["el"])],
)
def test_page_is_light_and_keeps_to_itself(site, visit, name, language):
    with visit("about:blank") as page:
        fetched = Fetched(page)
        page.goto(site.address(name, language))
        sizes = fetched.by_kind()
        assert sizes["stylesheet"]
        assert sum(sizes.get(kind, 0) for kind in TEXT) <= MAX_TEXT
        assert sum(sizes.values()) <= MAX_WITH_PICTURES
        assert all(address.startswith(site.url) for address in fetched.addresses)
        assert page.context.cookies() == []


def size_of_parts(page: str) -> int:
    """Return the bytes of the styles and scripts that a page names."""
    return sum(
        Path(finders.find(name)).stat().st_size for name in set(PART.findall(page))
    )


@pytest.mark.parametrize("query", ["", "?age=12-14", "?age=15-18"])
def test_every_lesson_is_light_in_greek(site, client, query):
    from toolkit.models import Lesson

    for lesson in Lesson.objects.public():
        page = client.get(f"/el/toolkit/{lesson.public_id}/{query}", follow=True)
        text = len(page.content) + size_of_parts(page.content.decode())
        assert page.status_code == 200
        assert text <= MAX_LESSON, lesson.public_id
