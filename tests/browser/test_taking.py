"""A teacher in class: the tasks on the wall, their clock, the sheets."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.toolkit.paper import LEAST_FILLED, filled_pages
from toolkit.models import Age, Lesson, LessonText

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


@pytest.mark.gate
@pytest.mark.parametrize("age", Age.values)
def test_no_task_hides_its_end_on_a_common_projector(site, visit, age):
    hidden = []
    for lesson in Lesson.objects.public():
        first = f"{site.url}/de/toolkit/{lesson.public_id}/-/project/?age={age}"
        with visit(first, width=1920, height=1080) as page:
            while page.locator(".timer").count():
                if page.evaluate("document.body.scrollHeight > innerHeight"):
                    hidden.append(page.url)
                if not page.locator("[rel=next]").count():
                    break
                page.locator("[rel=next]").click()
    assert hidden == []


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


def test_no_heading_stands_alone_before_the_printed_sheets(site, visit):
    with visit(site.address("lesson for an age", "en"), width=1280) as page:
        heading = page.locator(".sheets > h2")
        assert heading.is_visible()
        page.emulate_media(media="print")
        assert not heading.is_visible()


@pytest.mark.parametrize(("language", "points"), [("en", 10.5), ("ar", 12)])
def test_printed_words_are_as_small_as_in_a_book(site, visit, language, points):
    with visit(site.address("lesson for an age", language), width=1280) as page:
        page.emulate_media(media="print")
        size = "getComputedStyle(document.documentElement).fontSize"
        assert page.evaluate(size) == f"{points * 96 / 72:g}px"


MARGIN = 1.0
"""Centimetres: Chromium's own."""
MOST_SCANTY = 6
MOST_PAGES = 5.4
"""Of a shipped lesson for an age, in the mean; a browser's fonts differ from one
machine to the next."""
BUT_SHEETS = "body > :not(main), .record > :not(.sheets), .sheets > h2"


@pytest.mark.gate
def test_sheets_printed_from_the_page_end_with_no_few_lines(site, visit, tmp_path):
    filled = []
    texts = LessonText.objects.filter(live=True)
    for text in texts:
        for age in Age.values:
            address = f"{site.url}{text.get_absolute_url()}?age={age}"
            with visit(address, width=1280) as page:
                pages = filled_pages(printed_sheets(page), tmp_path, MARGIN)
            filled += [(share, text.title, age) for share in pages]
    scanty = [page for page in filled if page[0] < LEAST_FILLED]
    assert len(scanty) <= MOST_SCANTY, scanty
    assert len(filled) <= MOST_PAGES * len(texts) * len(Age)


def printed_sheets(page: Page) -> bytes:
    page.locator(BUT_SHEETS).evaluate_all("all => all.forEach(one => one.remove())")
    edge = f"{MARGIN}cm"
    edges = {"top": edge, "right": edge, "bottom": edge, "left": edge}
    return page.pdf(format="A4", margin=edges)
