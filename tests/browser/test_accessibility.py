"""Each page can be used by anybody, in any language, on a small telephone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from languages.registry import LANGUAGES
from tests.browser.conftest import PAGES, STATES, TYPES

PHONE, SMALLEST, DESKTOP = 360, 320, 1280
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that another colour scheme can break."""
OPEN_FOLDS = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
EXCESS = """() => {
    const root = document.documentElement;
    return root.scrollWidth - root.clientWidth;
}"""
LOOK = "options => axe.run(options).then(found => found.violations)"
SAID = "[document.documentElement.lang, document.documentElement.dir]"

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def violations(
    page, rules: list[str] | None = None, *, colours: bool = True
) -> list[str]:
    """Return what axe finds, of some rules or all, with everything folded away open.

    Colours take most of its time.
    """
    page.evaluate(OPEN_FOLDS)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {
        "runOnly": rules or RULES,
        "resultTypes": ["violations"],
        "rules": {name: {"enabled": colours} for name in COLOURS},
    }
    return [
        f"{violation['id']}: {node['html'][:120]} {node['failureSummary']}"
        for violation in page.evaluate(LOOK, options)
        for node in violation["nodes"]
    ]


def excess_of(page) -> int:
    """Return by how many pixels a page runs over its edge, folds closed or open."""
    closed = page.evaluate(EXCESS)
    page.evaluate(OPEN_FOLDS)
    return max(closed, page.evaluate(EXCESS))


def too_wide(page, addresses: list[str]) -> dict[str, int]:
    """Return the pages that run over their edge, and how far."""
    excess = {}
    for address in addresses:
        page.goto(address)
        if pixels := excess_of(page):
            excess[address] = pixels
    return excess


@pytest.fixture(scope="module")
def page(chromium) -> Iterator[Page]:
    """One page for all tests: a fresh profile for each takes as long as the look."""
    context = chromium.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", TYPES)
def test_page_is_accessible_and_fits_on_a_phone(site, page, name, language):
    resize(page, SMALLEST)
    page.goto(site.address(name, language))
    assert excess_of(page) == 0
    resize(page, PHONE)
    # The gate looks at all colours in all of its languages.
    assert violations(page, colours=language == "en") == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_that_say_there_is_nothing_fit_too(site, page, language):
    resize(page, SMALLEST)
    addresses = [site.address(name, language) for name in STATES]
    assert too_wide(page, addresses) == {}


def test_first_tab_leads_to_the_content(site, visit):
    with visit(site.address("practices", "en")) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_switching_language_keeps_the_page(site, visit):
    address = site.address("practices", "en") + "?q=school"
    with visit(address) as page:
        page.locator(".languages summary").click()
        page.locator(".languages a[hreflang=ar]").click()
        assert page.url == site.address("practices", "ar") + "?q=school"


EVERY = (
    (PHONE, "light", RULES),
    (PHONE, "dark", COLOURS),
    (DESKTOP, "light", RULES),
    (DESKTOP, "dark", COLOURS),
)
"""Widths and schemes, and the rules that each can break."""


@pytest.mark.gate
@pytest.mark.parametrize(
    ("name", "language"), list(product(PAGES, ("en", "de", "el", "ar")))
)
def test_page_is_accessible_at_any_size_and_light(site, page, name, language):
    page.goto(site.address(name, language))
    found = {}
    for width, scheme, rules in EVERY:
        resize(page, width)
        page.emulate_media(color_scheme=scheme)
        if wrong := violations(page, rules):
            found[width, scheme] = wrong
    page.emulate_media(color_scheme="light")
    assert found == {}


@pytest.mark.gate
@pytest.mark.parametrize("row", LANGUAGES, ids=lambda row: row.code)
def test_pages_fit_the_smallest_screen_in_every_language_and_say_it(site, page, row):
    resize(page, SMALLEST)
    wrong = {}
    for address in site.addresses(row.code):
        page.goto(address)
        said = page.evaluate(SAID)
        if (excess := excess_of(page)) or said != [row.code, row.direction]:
            wrong[address] = (excess, said)
    assert wrong == {}
