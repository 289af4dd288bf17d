"""A teacher in class: the tasks on the wall, their clock, the sheets."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_teacher_goes_through_the_tasks_and_back(site, without_script):
    page = without_script(site.address("task on the wall", "en"))
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


def test_link_to_a_folded_sheet_opens_it(site, visit):
    with visit(site.address("lesson for an age", "en"), width=1280) as page:
        for summary in page.locator(".sheet > summary").all():
            summary.click()
        assert page.locator(".sheet[open]").count() == 0
        page.locator(".step a[href^='#sheet-']").first.click()
        assert page.locator(".sheet[open]").count() == 1
