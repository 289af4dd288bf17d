"""From *Add* to a published translation that search finds, and gone again."""

from __future__ import annotations

import os
import re
import time
import urllib.parse
import urllib.request

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import EDITOR, signed_in
from tests.run.conftest import Copy

pytestmark = [pytest.mark.gate, pytest.mark.browser]

expect.set_options(timeout=30_000)
PATIENCE = 60.0
PROMISED = 1.0
"""Seconds after which search knows what was published or taken back."""
ALLOWANCE = float(os.environ.get("ALLOWANCE", "3"))
"""How much longer a busy machine may take; 1 where nothing else runs."""


@pytest.fixture
def desk(copy: Copy, chromium: Browser):
    """The admin, signed in as an editor."""
    with signed_in(copy, chromium, EDITOR) as page:
        yield page


def found(copy: Copy, words: str, language: str) -> bool:
    query = urllib.parse.urlencode({"q": words})
    address = f"http://127.0.0.1:{copy.port}/{language}/search/?{query}"
    with urllib.request.urlopen(address, timeout=10) as answer:
        return '<article class="result' in answer.read().decode()


def soon(condition, wanted: bool) -> None:
    """Wait for what is promised within a second, times what the machine is allowed."""
    started = time.monotonic()
    while condition() is not wanted:
        assert time.monotonic() - started < PATIENCE
        time.sleep(0.05)
    seconds = time.monotonic() - started
    assert seconds < PROMISED * ALLOWANCE


def told(page: Page, words: str) -> None:
    """Wait until the admin says that it is done."""
    expect(page.locator(".messages")).to_contain_text(words)


def choose_action(page: Page, name: str, says: str) -> None:
    """Press an entry of the form's menu of actions and wait for the answer."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=name, exact=True).click()
    told(page, says)


def save(page: Page, button: str) -> None:
    # By the keyboard: an error's panel may still be moving under a pointer.
    page.get_by_role("button", name=button, exact=True).press("Enter")
    told(page, "updated")


def write(page: Page, field: str, words: str) -> None:
    """Fill a rich text field as an editor does."""
    page.locator(f"[data-contentpath={field}] [role=textbox]").click()
    page.keyboard.type(words)
    expect(page.locator(f"[name={field}]")).to_have_value(re.compile(words))


def add_source(page: Page) -> None:
    page.get_by_role("button", name="Add source").click()
    page.fill("[name=sources-0-title]", "Timetable of the night lines")
    page.fill("[name=sources-0-url]", "https://example.org/night")
    page.fill("[name=sources-0-publisher]", "City of Brno")
    page.fill("[name=sources-0-read_on]", "2026-11-23")
    for box in page.locator("[name=sources-0-backs]").all():
        # By the keyboard: the new panel may still be moving under a pointer.
        box.focus()
        page.keyboard.press("Space")
        expect(box).to_be_checked()


def requests_of(page: Page) -> list[str]:
    """Return a list that takes each address that its browser asks for from now."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    return asked


def test_editors_path_from_adding_to_unpublished(copy: Copy, desk: Page):
    asked = requests_of(desk)

    # Add: facts, language and title; it lands on the text.
    desk.get_by_role("link", name="Practices", exact=True).click()
    desk.get_by_role("link", name="Add practice").first.click()
    desk.fill("[name=title]", "Nachtbusse für Schichtarbeiterinnen in Brünn")
    desk.select_option("[name=language]", "de")
    desk.fill("[name=name]", "Noční linky")
    desk.select_option("[name=name_language]", "cs")
    desk.select_option("[name=country]", "CZ")
    desk.get_by_role("button", name="Save").click()
    desk.wait_for_url("**/practicetext/edit/**")
    expect(desk.locator("[name=title]")).to_have_value(
        "Nachtbusse für Schichtarbeiterinnen in Brünn"
    )
    text_address = desk.url

    # Publishing without a source is refused with what is missing; nothing is lost.
    desk.fill("[name=summary]", "Busse fahren nachts zu den Fabriken.")
    choose_action(desk, "Publish", says="No source backs: Name, Place")
    expect(desk.locator("[name=summary]")).to_have_value(
        "Busse fahren nachts zu den Fabriken."
    )
    assert not found(copy, "Nachtbus", "de")

    # The facts page takes the source.
    save(desk, "Save draft")
    desk.goto("/admin/snippets/practices/practice/?q=linky")
    desk.get_by_role("link", name="Noční linky").click()
    thing_address = desk.url
    add_source(desk)
    save(desk, "Save")

    # Preview shows what is not published; publishing brings it to search in a second.
    desk.goto(text_address)
    write(desk, "how_it_works", "Die Linien beginnen nach der Spätschicht.")
    save(desk, "Save draft")
    assert not found(copy, "Spätschichten", "de")
    choose_action(desk, "Publish", says="published")
    soon(lambda: found(copy, "Spätschichten", "de"), True)

    # Translate beside the original.
    desk.goto(thing_address)
    desk.get_by_text("Translate into another language").click()
    desk.get_by_role("button", name="Translate: Slovenčina").click()
    desk.wait_for_url("**/practicetext/edit/**")
    translation_address = desk.url
    expect(desk.locator("body")).to_contain_text("Busse fahren nachts zu den Fabriken.")
    expect(desk.locator("[name=title]")).to_have_value("")
    desk.fill("[name=title]", "Nočné trolejbusy pre školy a továrne v Brne")
    desk.fill("[name=summary]", "Trolejbusy jazdia v noci.")
    assert not found(copy, "trolejbusov", "sk")
    choose_action(desk, "Publish", says="published")
    soon(lambda: found(copy, "trolejbusov", "sk"), True)

    # The thing's page tells the state of each language.
    desk.goto(thing_address)
    expect(desk.get_by_role("row", name="Slovenčina")).to_contain_text("Live")

    # A change of the original makes the translation say that it is behind.
    desk.goto(text_address)
    desk.fill("[name=summary]", "Busse fahren jede Nacht zu den Fabriken.")
    choose_action(desk, "Publish", says="published")
    desk.goto(thing_address)
    expect(desk.get_by_role("row", name="Slovenčina")).to_contain_text(
        "behind the original by one change"
    )

    # Unpublish: gone from search.
    desk.goto(translation_address)
    desk.locator("footer [data-w-dropdown-target=toggle]").click()
    desk.get_by_role("link", name="Unpublish", exact=True).click()
    desk.get_by_role("button", name="Yes, unpublish").click()
    told(desk, "unpublished")
    soon(lambda: found(copy, "trolejbusov", "sk"), False)

    # All this went to the copy alone, and to no other host.
    own = (f"http://127.0.0.1:{copy.port}/", "data:", "blob:")
    assert asked
    assert [address for address in asked if not address.startswith(own)] == []
