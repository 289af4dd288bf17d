"""Each page is light, and fetches nothing from anybody else."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

import pytest

from tests.browser.conftest import PAGES, TYPES

STATIC = settings.BASE_DIR / "site" / "philoxenia" / "static" / "philoxenia"
PART = re.compile(r'"/static/([\w./-]+?\.(?:css|js))"')
"""A style or a script that a page names."""
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


def size_of(pattern: str) -> int:
    return sum(path.stat().st_size for path in STATIC.glob(pattern))


def size_of_parts(page: str) -> int:
    """Return the bytes of all styles and scripts that a page names."""
    parts = set(PART.findall(page))
    assert any(part.endswith(".css") for part in parts)
    return sum(Path(finders.find(part)).stat().st_size for part in parts)


@pytest.mark.parametrize("query", ["", "?age=12-14", "?age=15-18"])
def test_every_lesson_is_light_in_greek(site, client, query):
    from toolkit.models import Lesson

    for lesson in Lesson.objects.public():
        page = client.get(f"/el/toolkit/{lesson.public_id}/{query}", follow=True)
        text = len(page.content) + size_of_parts(page.content.decode())
        assert page.status_code == 200
        assert text <= MAX_LESSON, lesson.public_id


# Their interface needs more bytes than others’, a letter of two bytes each; French and
# Polish have the longest words of the modules themselves.
@pytest.mark.parametrize("language", ["ar", "bg", "el", "fr", "pl", "uk"])
def test_every_module_is_light_with_its_quiz_answered(site, client, language):
    from newsroom.models import Module

    for module in Module.objects.public():
        answers = {f"a-{row.key}": row.options[0] for row in module.quiz.all()}
        address = f"/{language}/newsroom/{module.public_id}/"
        page = client.get(address, answers, follow=True)
        text = len(page.content) + size_of_parts(page.content.decode())
        assert b"<script src=" in page.content
        assert page.content.count(b'class="finding') >= 2 * len(answers)
        assert text <= MAX_TEXT, module.public_id


def test_style_sheet_and_scripts_are_small():
    assert size_of("philoxenia.css") <= 25 * 1024
    assert size_of("*.js") <= 10 * 1024
