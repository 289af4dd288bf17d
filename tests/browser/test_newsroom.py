"""A journalist without script: a word, its training, the quiz, the checklist."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.test_accessibility import DESKTOP, EXCESS, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def without_script(chromium):
    """Return a function that opens a page of this width in a browser without script."""
    contexts = []

    def open_page(width: int) -> Page:
        contexts.append(
            chromium.new_context(
                viewport={"width": width, "height": 800}, java_script_enabled=False
            )
        )
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


def follow(page: Page, selector: str) -> None:
    """Go where a link or button leads, and see that the page fits the screen."""
    with page.expect_navigation():
        page.locator(selector).first.click()
    assert page.evaluate(EXCESS) == 0


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_a_word_to_the_checklist(site, without_script, language, width):
    page = without_script(width)
    page.goto(site.address("newsroom", language))

    # The word is found, and its page says who disagrees.
    page.fill("#term-q", "undocumented")
    follow(page, "main [role=search] button")
    assert page.locator(".result").count() >= 1
    follow(page, f".result a[href*='{site.ids['term']}']")
    assert page.locator("#authorities-heading ~ h3").count() >= 2
    assert page.locator(".notice").first.is_visible()

    # Training: every option of an answered question is explained.
    follow(page, f"main a[href*='{site.ids['module']}']")
    assert page.locator("#quiz .finding").count() == 0
    page.locator("#quiz fieldset").first.locator("input").first.check()
    follow(page, "#quiz button")
    assert page.locator("#quiz .finding").count() == 3
    assert page.url.endswith("#quiz")

    # The checklist stands alone.
    follow(page, "#checklist a")
    assert page.locator(".checklist li").count() >= 8
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_checklist_prints_on_one_sheet(site, visit, language):
    with visit(site.address("checklist", language), width=DESKTOP) as page:
        printed = page.pdf(format="A4")
    assert printed.count(b"/Type /Page\n") == 1
