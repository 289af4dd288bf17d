"""One Chromium, and the site with its shipped content behind a live server."""

from __future__ import annotations

import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import override_settings
from django.urls import clear_url_caches, path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

PAGES = {
    "home": "/{language}/",
    "practices": "/{language}/practices/",
    "no practice": "/{language}/practices/?q=zzzz",
    "practice": "/{language}/practices/{record}/",
    "newsroom": "/{language}/newsroom/",
    "terms": "/{language}/newsroom/terms/",
    "no term": "/{language}/newsroom/terms/?q=zzzz",
    "term": "/{language}/newsroom/terms/{term}/",
    "module": "/{language}/newsroom/{module}/",
    "module with many figures": "/{language}/newsroom/{charts}/",
    "module answered": "/{language}/newsroom/{module}/words-and-frames/?a-harbour=a",
    "checklist": "/{language}/newsroom/{module}/words-and-frames/checklist/",
    "figures": "/{language}/newsroom/figures/",
    "no figure": "/{language}/newsroom/figures/?q=zzzz",
    "figure": "/{language}/newsroom/figures/{figure}/",
    "figures of the past": "/{language}/newsroom/figures/timeline/",
    "stories": "/{language}/stories/",
    "no story": "/{language}/stories/?q=zzzz",
    "story": "/{language}/stories/{story}/",
    "story as it was told": "/{language}/stories/{story}/?text=ar",
    "tell": "/{language}/stories/tell/",
    "mine": "/{language}/stories/mine/",
    "report": "/{language}/report/story/{story}/",
    "toolkit": "/{language}/toolkit/",
    "no lesson": "/{language}/toolkit/?q=zzzz",
    "lesson": "/{language}/toolkit/{lesson}/",
    "lesson for an age": "/{language}/toolkit/{lesson}/?age=12-14",
    "task on the wall": "/{language}/toolkit/{lesson}/-/project/?age=15-18",
    "story on the wall": "/{language}/toolkit/{told}/-/project/?step=_story",
    "search": "/{language}/search/",
    "hits": "/{language}/search/?q=school",
    "hits in a room": "/{language}/search/?kind=practice",
    "no hit": "/{language}/search/?q=zzzz",
    "about": "/{language}/about/",
    "privacy": "/{language}/about/privacy/",
    "campaign": "/{language}/about/ask-me-something-else/",
    "400": "/{language}/errors/400/",
    "403": "/{language}/errors/403/",
    "404": "/{language}/errors/404/",
    "410": "/{language}/errors/410/",
    "429": "/{language}/errors/429/",
    "500": "/{language}/errors/500/",
}
"""Every type of page, by name, and what it looks like when there is nothing."""
STATES = [name for name in PAGES if name.startswith("no ") or name.isdigit()]
"""Those that differ from a type of page by some words alone."""
TYPES = [name for name in PAGES if name not in STATES]


def fail(request: HttpRequest, code: int) -> HttpResponse:
    """Answer as the site does when this happens."""
    exceptions = {400: SuspiciousOperation, 403: PermissionDenied, 500: RuntimeError}
    if code in exceptions:
        raise exceptions[code]
    return render(request, f"{code}.html", status=code)


def urls_with_errors() -> types.ModuleType:
    """Return the site's addresses and one for each kind of error."""
    from philoxenia import urls

    module = types.ModuleType("urls_with_errors")
    module.__dict__.update(
        {name: value for name, value in vars(urls).items() if "handler" in name},
        urlpatterns=[
            *i18n_patterns(path("errors/<int:code>/", fail)),
            *urls.urlpatterns,
        ],
    )
    return module


WAYS = [
    pytest.param(
        language,
        width,
        marks=[] if width == 360 and language == "en" else [pytest.mark.gate],
        id=f"{language}-{width}",
    )
    for language in ("en", "pl", "el", "ar")
    for width in (360, 1280)
]
"""Languages and widths in which each of the four people goes her way."""


@dataclass(frozen=True)
class Site:
    """A running copy with the shipped content and the samples."""

    url: str
    ids: dict[str, str]
    """Public ids by the names that stand in `PAGES`."""

    def address(self, page: str, language: str) -> str:
        return self.url + PAGES[page].format(language=language, **self.ids)

    def addresses(self, language: str) -> list[str]:
        return [self.address(page, language) for page in PAGES]


@pytest.fixture(scope="module")
def site(shipped: Path) -> Iterator[Site]:
    """The site with its library and index, for all tests of one file.

    These tests are marked `django_db`: each holds SQLite's write lock while it runs,
    so a page that writes on GET fails. One that must write uses `live_server`.
    """
    from newsroom.models import Figure, Module, Term
    from practices.models import Practice
    from stories.models import Story
    from toolkit.models import Lesson

    with override_settings(
        ROOT_URLCONF=urls_with_errors(), SEARCH_INDEX=shipped / "search.sqlite3"
    ):
        clear_url_caches()
        server = LiveServer("127.0.0.1")
        shown = {
            "record": Practice.objects.public().order_by("pk").first(),
            "figure": Figure.objects.get(key="irregular-crossings-eu-2024"),
            "term": Term.objects.get(number=5),
            "module": Module.objects.get(texts__title="Words and frames"),
            "charts": Module.objects.get(texts__title="Figures and charts"),
            "told": Lesson.objects.exclude(story=None).get(),
            "lesson": Lesson.objects.public().order_by("pk").first(),
            # In an English page its words run the other way.
            "story": Story.objects.filter(original_language="ar")
            .order_by("pk")
            .first(),
        }
        yield Site(server.url, {name: thing.public_id for name, thing in shown.items()})
        server.stop()
    clear_url_caches()


@contextmanager
def visiting(
    browser: Browser,
    address: str,
    width: int = 360,
    height: int = 800,
    scheme: str = "light",
) -> Iterator[Page]:
    """Open an address in a fresh profile."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme
    )
    try:
        page = context.new_page()
        page.goto(address)
        yield page
    finally:
        context.close()


@pytest.fixture
def visit(chromium: Browser):
    """Return a context manager that opens an address."""

    def open_page(address: str, **options):
        return visiting(chromium, address, **options)

    return open_page


@pytest.fixture
def without_script(chromium: Browser):
    """Return a function that opens an address in a browser that runs no script."""
    contexts = []

    def open_page(address: str, width: int = 1280) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=False
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        assert not context.cookies()
        context.close()
