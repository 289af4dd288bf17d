"""A teacher with ten minutes: three choices lead from the door to the wall."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDTHS = [360, 1280]


@pytest.fixture
def without_scripts(chromium):
    """Open a page in a browser that runs no script."""
    contexts = []

    def open_page(address: str, width: int):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=False
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_three_choices_lead_to_the_wall(site, without_scripts, language, width):
    page = without_scripts(site.address("home", language), width)
    page.locator(".doorway.room-toolkit h3 a").click()
    page.locator(".result-title a").first.click()
    page.locator(".take a[href*='/project/']").first.click()
    assert page.locator(".wall-task").inner_text().strip()
    assert page.locator(".timer").is_visible()
    assert page.locator("button").count() == 0
    size = page.locator(".wall-task").evaluate(
        "task => parseFloat(getComputedStyle(task).fontSize)"
    )
    assert size >= 22


def test_teacher_goes_through_the_tasks_and_back(site, without_scripts):
    page = without_scripts(site.address("task on the wall", "en"), 1280)
    seen = {page.locator("h1").inner_text()}
    while page.locator("[rel=next]").count():
        page.locator("[rel=next]").click()
        seen.add(page.locator("h1").inner_text())
    assert len(seen) >= 6
    page.get_by_role("link", name="Back to the lesson").click()
    assert page.locator(".take").is_visible()


def test_clock_runs_and_stops(site, visit):
    with visit(site.address("task on the wall", "en"), width=1280) as page:
        left = page.locator(".timer-left")
        full = left.inner_text()
        page.get_by_role("button", name="Start the clock").click()
        page.wait_for_function(
            "full => document.querySelector('.timer-left').innerText !== full", arg=full
        )
        page.get_by_role("button", name="Stop the clock").click()
        stopped = left.inner_text()
        page.wait_for_timeout(1200)
        assert left.inner_text() == stopped


def test_link_to_a_sheet_opens_it(site, visit):
    with visit(site.address("lesson for an age", "en"), width=1280) as page:
        page.locator(".step a[href^='#sheet-']").first.click()
        assert page.locator(".sheet[open]").count() == 1
