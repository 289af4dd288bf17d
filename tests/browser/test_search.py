"""Whoever searches is helped while she types, and after a slip; without script too."""

from __future__ import annotations

import re
from itertools import product, starmap
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
UNUSED = ".filter:not(:has(:checked))"
"""Facets of which nothing is chosen; none is offered where it would narrow nothing."""


def in_gate(*values):
    return pytest.param(*values, marks=pytest.mark.gate)


WAYS = [
    ("en", PHONE),
    ("en", DESKTOP),
    *starmap(in_gate, product(("de", "el", "ar"), (PHONE, DESKTOP))),
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


def look_for(page, words):
    page.locator("#search-q").fill(words)
    page.locator("#search-q").press("Enter")


def found(page) -> int:
    return int(re.sub(r"\D", "", page.locator("#results-heading").inner_text()))


def narrow(page, width) -> int:
    """Tick the first choice of a facet that has none; return how many it promised."""
    if width == PHONE:
        page.locator(".filters summary").first.click()
    facet = page.locator(UNUSED).first
    choice = facet.locator("label").first
    if not choice.is_visible():
        facet.locator("summary").click()
    promised = int(choice.locator(".count").inner_text())
    name = choice.locator("input").get_attribute("name")
    choice.locator("input").check()
    page.locator(".filters button").click()
    page.wait_for_url(re.compile(rf"[?&]{name}="))
    return promised


@pytest.mark.parametrize(("language", "width"), WAYS)
def test_a_narrowed_search_is_an_address_to_share(
    site, without_script, visit, language, width
):
    page = without_script(site.address("search", language), width=width)
    look_for(page, TYPED[language][2])
    assert found(page) > 1
    ticked = 0
    while ticked < 2 and page.locator(UNUSED).count():
        promised = narrow(page, width)
        assert found(page) == promised
        ticked += 1
    assert ticked
    hits = page.locator("article h3").all_inner_texts()
    assert hits
    # Somebody else opens the address, with script.
    with visit(page.url, width=width) as shared:
        assert shared.locator("article h3").all_inner_texts() == hits
        assert shared.locator(".filters :checked").count() == ticked
        assert violations(shared) == []
        assert excess_of(shared) == 0


@pytest.mark.parametrize("language", ["en", *map(in_gate, ("de", "el", "ar"))])
def test_a_slip_is_mended_without_script(site, without_script, language):
    _begun, slip, meant = TYPED[language]
    page = without_script(site.address("search", language), width=PHONE)
    assert page.get_by_role("combobox").count() == 0
    look_for(page, slip)
    assert page.locator("article").count() == 0
    page.locator(".notice a", has_text=meant).click()
    assert quote(meant) in page.url
    assert page.locator("article").count()


def test_words_that_are_near_to_nothing_get_a_plain_answer(site, without_script):
    page = without_script(site.address("no hit", "en"))
    assert "Did you mean" not in page.content()
    assert page.locator(".notice").count() == 1
