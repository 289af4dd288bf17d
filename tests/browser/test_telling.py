"""Telling, the code, *My story* and taking back: every page, in every language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from languages.registry import CODES
from philoxenia.furnish import furnish
from stories import actions
from stories.models import Submission
from tests.browser.conftest import WAYS
from tests.browser.test_accessibility import (
    EXCESS,
    OPEN_FOLDS,
    SMALLEST,
    violations,
)
from tests.factories import make_shipped_concepts
from tests.stories.private import BOTH, make_moderator

pytestmark = [
    pytest.mark.gate,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=BOTH),
]

WITH_COLOURS = ("en", "ar")

LONGEST_WORDS = {
    "title": "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik",
    "body": "lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas " * 3,
}


def _age(page: Page) -> None:
    page.check("[name=age_band][value=adult]")


def _story(page: Page) -> None:
    for name, words in LONGEST_WORDS.items():
        page.fill(f"[name={name}]", words)


def _name(page: Page) -> None:
    page.check("[name=name_style][value=alias]")
    page.fill("[name=name]", "Nadia")


def _nothing(page: Page) -> None:
    """Leave what need not be answered."""


def _consents(page: Page) -> None:
    for box in page.locator("main [type=checkbox]").all():
        box.check()


WAY = {
    "before": _nothing,
    "age": _age,
    "story": _story,
    "name": _name,
    "places": _nothing,
    "themes": _nothing,
    "photo": _nothing,
    "consents": _consents,
    "check": _nothing,
}
NEEDED = ("age", "story", "consents")
"""Steps that show an error when nothing was answered."""


class Walk:
    """One visit in one language, and what was wrong on its pages."""

    def __init__(self, page: Page, language: str, *, script: bool = True) -> None:
        self.page = page
        self.language = language
        self.script = script
        self.wrong: list[str] = []

    def look(self, name: str) -> None:
        """Note overflow and what axe finds, folds closed and open."""
        closed = self.page.evaluate(EXCESS)
        self.page.evaluate(OPEN_FOLDS)
        if pixels := max(closed, self.page.evaluate(EXCESS)):
            self._note(name, f"{pixels} px too wide")
        colours = self.language in WITH_COLOURS
        for violation in violations(self.page, colours=colours) if self.script else ():
            self._note(name, violation)
        if self.page.locator("html").get_attribute("lang") != self.language:
            self._note(name, "another language")

    def _note(self, name: str, what: str) -> None:
        self.wrong.append(f"{self.language} {name}: {what}")

    def press(self, name: str, value: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(f"main button[name={name}][value={value}]").first.click()

    def tell(self, url: str) -> str:
        """Go the whole way of telling, and return the code."""
        self.page.goto(f"{url}/{self.language}/stories/tell/")
        code = self.page.locator("[name=code]").first.get_attribute("value")
        for step, fill in WAY.items():
            self.look(step)
            if step in NEEDED:
                self.press("go", "on")
                self.look(f"{step} with errors")
            fill(self.page)
            self.press("go", "on")
        self.look("sent")
        return code

    def open(self, url: str, code: str) -> None:
        self.page.goto(f"{url}/{self.language}/stories/mine/")
        self.page.fill("[name=code]", code)
        with self.page.expect_navigation():
            self.page.locator("#step button").last.click()

    def come_back(self, url: str, code: str) -> None:
        """See a wrong code refused, a question, a proposal, and take it back."""
        self.open(url, code[::-1] if code != code[::-1] else "1" * 25)
        self.look("wrong code")
        submission, moderator = Submission.objects.get(), make_moderator()
        actions.ask(submission, moderator, LONGEST_WORDS["title"])
        self.open(url, code)
        self.look("asked")
        actions.edit_public_version(submission, moderator, title="Another title")
        self.open(url, code)
        self.look("proposed")
        actions.approve(submission, 1)
        actions.publish_story(submission, moderator)
        self.open(url, code)
        self.look("published")
        self.press("act", "take_back")
        self.look("take back")
        self.press("act", "withdraw")
        self.look("gone")


@pytest.fixture
def furnished(live_server) -> str:
    furnish()
    make_shipped_concepts()
    return live_server.url


def go_all_the_way(walk: Walk, url: str) -> None:
    code = walk.tell(url)
    assert re.fullmatch(r"\d{25}", code)
    walk.come_back(url, code)
    assert not walk.wrong, "\n".join(walk.wrong)


@pytest.mark.parametrize("language", CODES)
def test_all_of_telling_is_usable_in_every_language(furnished, chromium, language):
    context = chromium.new_context(viewport={"width": SMALLEST, "height": 640})
    go_all_the_way(Walk(context.new_page(), language), furnished)
    assert not context.cookies()
    context.close()


@pytest.mark.parametrize(("language", "width"), WAYS)
def test_telling_needs_no_script(furnished, without_script, language, width):
    page = without_script("about:blank", width)
    go_all_the_way(Walk(page, language, script=False), furnished)
