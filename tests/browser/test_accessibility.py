"""Each page can be used by anybody, in any language, on a small telephone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from languages.registry import BY_CODE, CODES

PHONE, SMALLEST, DESKTOP = 360, 320, 1280
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
}
OPEN_FOLDS = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
EXCESS = """() => {
    const root = document.documentElement;
    return root.scrollWidth - root.clientWidth;
}"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def violations(page) -> list[str]:
    """Return what axe finds, with what is folded away open and closed."""
    found = Axe().run(page, options=RULES).response["violations"]
    page.evaluate(OPEN_FOLDS)
    found += Axe().run(page, options=RULES).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:120]} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_is_accessible_on_a_phone(site, visit, name, language):
    with visit(site.address(name, language), width=PHONE) as page:
        assert violations(page) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_fits_the_smallest_screen(site, visit, name, language):
    with visit(site.address(name, language), width=SMALLEST) as page:
        assert page.evaluate(EXCESS) == 0
        page.evaluate(OPEN_FOLDS)
        assert page.evaluate(EXCESS) == 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_says_its_language_and_direction(site, visit, name, language):
    with visit(site.address(name, language)) as page:
        html = page.locator("html")
        assert html.get_attribute("lang") == language
        assert html.get_attribute("dir") == BY_CODE[language].direction


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


@pytest.mark.gate
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["en", "de", "el", "ar"])
def test_page_is_accessible_at_any_size_and_light(
    site, visit, name, language, width, scheme
):
    with visit(site.address(name, language), width=width, scheme=scheme) as page:
        assert violations(page) == []


@pytest.mark.gate
@pytest.mark.parametrize("language", CODES)
def test_page_fits_the_smallest_screen_in_every_language(site, visit, name, language):
    with visit(site.address(name, language), width=SMALLEST) as page:
        page.evaluate(OPEN_FOLDS)
        assert page.evaluate(EXCESS) == 0
        assert page.locator("html").get_attribute("lang") == language
