"""Whoever searches is helped while she types, and after a slip; without script too."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import DESKTOP, PHONE, excess_of, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TYPED = {
    "en": ("refug", "refguees", "refugees"),
    "de": ("flücht", "fluchtlimge", "flüchtlinge"),
    "el": ("προσφ", "προσφυγγες", "πρόσφυγες"),
    "ar": ("لاج", "اللاجئنن", "اللاجئين"),
}
"""What is begun, what is typed with a slip, and what was meant."""
WAYS = [
    pytest.param(language, width, marks=[] if language == "en" else [pytest.mark.gate])
    for language in TYPED
    for width in (PHONE, DESKTOP)
]


def begin(page, words):
    """Type into the box of the search page and return what is suggested."""
    page.locator("#search-q").fill("")
    page.locator("#search-q").press_sequentially(words)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    return options


@pytest.mark.parametrize(("language", "width"), WAYS)
def test_keys_choose_among_what_is_suggested(site, visit, language, width):
    with visit(site.address("search", language), width=width) as page:
        box = page.get_by_role("combobox").last
        options = begin(page, TYPED[language][0])
        expect(box).to_have_attribute("aria-expanded", "true")
        assert violations(page) == []
        assert excess_of(page) == 0
        box.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        assert box.get_attribute(
            "aria-activedescendant"
        ) == options.first.get_attribute("id")
        box.press("ArrowUp")
        assert box.get_attribute("aria-activedescendant") == ""
        box.press("Escape")
        expect(options).to_have_count(0)
        expect(box).to_have_attribute("aria-expanded", "false")
        assert box.input_value() == TYPED[language][0]
        begin(page, TYPED[language][0])
        # Titles name their room; words don't.
        rooms = options.locator("bdi").all_inner_texts()
        word = options.nth(rooms.index(""))
        for _step in range(rooms.index("") + 1):
            box.press("ArrowDown")
        expect(word).to_have_attribute("aria-selected", "true")
        words = word.locator("span").inner_text()
        box.press("Enter")
        page.wait_for_url(re.compile(r"\?q="))
        assert page.locator("#search-q").input_value() == words
        assert page.locator("article").count()


@pytest.mark.parametrize(("language", "width"), WAYS)
def test_a_pressed_title_opens_what_it_names(site, visit, language, width):
    with visit(site.address("search", language), width=width) as page:
        title = page.locator("article h3").first.inner_text()
        options = begin(page, title[:30])
        options.first.click()
        page.wait_for_url(lambda address: "/search/" not in address)
        assert page.locator("h1").inner_text() == title


@pytest.mark.parametrize("language", ["en", pytest.param("ar", marks=pytest.mark.gate)])
def test_a_slip_is_mended_without_script(site, without_script, language):
    _begun, slip, meant = TYPED[language]
    page = without_script(site.address("search", language), width=PHONE)
    assert page.get_by_role("combobox").count() == 0
    page.locator("#search-q").fill(slip)
    page.locator("#search-q").press("Enter")
    assert page.locator("article").count() == 0
    page.locator(".notice a", has_text=meant).click()
    assert quote(meant) in page.url
    assert page.locator("article").count()


def test_words_that_are_near_to_nothing_get_a_plain_answer(site, without_script):
    page = without_script(site.address("no hit", "en"))
    assert "Did you mean" not in page.content()
    assert page.locator(".notice").count() == 1
