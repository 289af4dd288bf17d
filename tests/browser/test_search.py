"""Whoever searches is helped while she types, and after a slip; without script too."""

from __future__ import annotations

import re
from itertools import product, starmap
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import (
    DESKTOP,
    PHONE,
    excess_of,
    resize,
    violations,
)

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


def ways(*fast):
    """Return every language and width, with script and without; most for the gate."""
    every = product(TYPED, (PHONE, DESKTOP), (True, False))
    return [way if way in fast else in_gate(*way) for way in every]


@pytest.fixture(scope="module")
def opened(chromium):
    """Return a function that opens an address, with script or without."""
    contexts = {
        script: chromium.new_context(java_script_enabled=script)
        for script in (True, False)
    }
    pages = {script: context.new_page() for script, context in contexts.items()}

    def open_page(address, width, *, script):
        resize(pages[script], width)
        pages[script].goto(address)
        return pages[script]

    yield open_page
    for context in contexts.values():
        assert not context.cookies()
        context.close()


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
    page.wait_for_url(re.compile(r"[?&]q="))


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


@pytest.mark.parametrize(
    ("language", "width", "script"),
    ways(("en", PHONE, False), ("en", DESKTOP, False)),
)
def test_a_narrowed_search_is_an_address_to_share(
    site, opened, language, width, script
):
    page = opened(site.address("search", language), width, script=script)
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
    # Somebody else opens the address, otherwise than the first.
    shared = opened(page.url, width, script=not script)
    assert shared.locator("article h3").all_inner_texts() == hits
    assert shared.locator(".filters :checked").count() == ticked
    assert excess_of(shared) == 0
    if not script:
        assert violations(shared, colours=language == "en") == []


@pytest.mark.parametrize(("language", "width", "script"), ways(("en", PHONE, False)))
def test_a_slip_is_mended(site, opened, language, width, script):
    _begun, slip, meant = TYPED[language]
    page = opened(site.address("search", language), width, script=script)
    assert bool(page.get_by_role("combobox").count()) == script
    look_for(page, slip)
    assert page.locator("article").count() == 0
    page.locator(".notice a", has_text=meant).click()
    page.wait_for_url(lambda address: quote(meant) in address)
    assert page.locator("article").count()
    assert excess_of(page) == 0


@pytest.mark.parametrize(("language", "width", "script"), ways(("en", PHONE, False)))
def test_words_that_are_near_to_nothing_get_a_plain_answer(
    site, opened, language, width, script
):
    page = opened(site.address("no hit", language), width, script=script)
    assert page.locator("article").count() == 0
    # One link, to everything; none to what might have been meant.
    assert page.locator(".notice").count() == page.locator(".notice a").count() == 1
    assert excess_of(page) == 0
    if script:
        assert violations(page, colours=language == "en") == []
