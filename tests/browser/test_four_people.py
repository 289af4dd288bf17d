"""Four people, each on her way from the home page, in a browser without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from practices.loader import PracticeLoader
from tests.browser.conftest import WAYS
from tests.browser.test_accessibility import EXCESS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.parametrize(("language", "width"), WAYS),
]


def follow(page: Page, selector: str) -> None:
    """Go where a link or button leads, and see that the page fits the screen."""
    with page.expect_navigation():
        page.locator(selector).first.click()
    assert page.evaluate(EXCESS) == 0


def enter(page: Page, room: str) -> None:
    follow(page, f".doorway.room-{room} h3 a")


def test_teacher_takes_a_lesson_in_three_choices(site, without_script, language, width):
    page = without_script(site.address("home", language), width)
    enter(page, "toolkit")
    follow(page, ".result-title a")
    with page.expect_download() as printed:
        page.locator(".take a[href$='.pdf']").first.click()
    assert printed.value.path().read_bytes().startswith(b"%PDF-")

    follow(page, ".take a[href*='/project/']")
    assert page.locator(".wall-task").inner_text().strip()
    assert page.locator(".timer").is_visible()
    assert page.locator("button").count() == 0
    size = page.locator(".wall-task").evaluate(
        "task => parseFloat(getComputedStyle(task).fontSize)"
    )
    assert size >= 22


def test_official_finds_a_practice_and_judges_it(site, without_script, language, width):
    page = without_script(site.address("home", language), width)
    enter(page, "practices")
    shipped = len(list(PracticeLoader.folder.glob("*/facts.yaml")))
    expect(page.locator("#results-heading")).to_contain_text(str(shipped))

    # What did not work can be found.
    if not page.locator(".filters .fold-inside").is_visible():
        page.locator(".filters > details > summary").click()
    page.locator("details:has(> fieldset [name=direction]) > summary").click()
    page.locator("[name=direction][value=mixed]").check()
    follow(page, ".filters button")
    found = page.locator(".result")
    assert 1 <= found.count() < shipped
    address = page.locator(".exports a[href*=csv]").get_attribute("href")
    answer = page.request.get(site.url + address)
    assert answer.ok
    assert answer.text().count("/practices/") >= found.count()

    follow(page, ".result-title a")
    expect(page.locator("#facts-heading")).to_be_visible()
    assert page.locator("#sources-heading ~ * a[href^=http]").count() >= 1


def test_journalist_learns_about_a_word(site, without_script, language, width):
    page = without_script(site.address("home", language), width)
    enter(page, "newsroom")

    # The word is found, and its page says who disagrees.
    page.fill("#term-q", "undocumented")
    follow(page, "main [role=search] button")
    assert page.locator(".result").count() >= 1
    follow(page, f".result a[href*='{site.ids['term']}']")
    assert page.locator("#authorities-heading ~ h3").count() >= 2
    assert page.locator(".notice").first.is_visible()

    # A figure says its source, and where the past ones are.
    page.goto(site.address("figures", language))
    follow(page, ".result-title a")
    assert page.locator(".value").first.is_visible()
    assert page.locator("#sources-heading ~ * a[href^=http]").count() >= 1
    page.goto(site.address("term", language))

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


def test_migrant_reads_and_comes_to_tell(site, without_script, language, width):
    page = without_script(site.address("home", language), width)
    enter(page, "stories")
    follow(page, ".cards a")
    assert page.locator("article.story").inner_text().strip()

    page.goto(site.address("stories", language))
    follow(page, ".rooms a[href$='/stories/tell/']")
    code = page.locator("[name=code]").first.get_attribute("value")
    assert re.fullmatch(r"\d{25}", code)
    assert page.locator("main button[name=go]").is_visible()
