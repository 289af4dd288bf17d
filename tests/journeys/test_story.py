"""A story from a phone to a reader, and gone again, with real processes."""

from __future__ import annotations

import io
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from stories.tickets import SHORTEST
from tests.hostile.picture_samples import OWNER, exif
from tests.journeys.conftest import MODERATOR, signed_in
from tests.run.conftest import Copy

pytestmark = pytest.mark.browser

expect.set_options(timeout=30_000)
PATIENCE = 60.0
LONGEST = 2000
"""Pixels that the photo script leaves of a longer side."""
PHONE = {"width": 360, "height": 740}


@dataclass(frozen=True)
class Told:
    """What somebody tells, and a word of it in another form."""

    language: str
    title: str
    body: str
    inflected: str
    script: bool = False


TELLERS = (
    Told(
        "ar",
        "حديقة خلف المحطة",
        "زرعت مع جارتي نعناعا خلف المحطة.\n\nالآن يأتي الجيران ويأخذون ما يريدون.",
        "النعناع",
    ),
    Told(
        "en",
        "A garden behind the station",
        "We planted mint and marigolds behind the station.\n\nNow the neighbours come.",
        "marigold",
    ),
    Told(
        "uk",
        "Город за вокзалом",
        "Ми посадили м'яту та чорнобривці за вокзалом.\n\nТепер приходять сусіди.",
        "вокзали",
    ),
    Told(
        "en",
        "A greenhouse on the roof",
        "We carried the windowpanes up by hand.\n\nNow there are aubergines.",
        "windowpane",
        script=True,
    ),
)


def photo_of_a_phone() -> dict[str, object]:
    """A JPEG as a phone writes it, with the place where it was taken."""
    file = io.BytesIO()
    picture = Image.radial_gradient("L").resize((3000, 2000)).convert("RGB")
    picture.save(file, "JPEG", exif=exif())
    return {
        "name": "IMG_2031.jpg",
        "mimeType": "image/jpeg",
        "buffer": file.getvalue(),
    }


def on(page: Page, go: str = "on") -> None:
    """Press a button of the step."""
    page.locator(f"main button[name=go][value={go}]").first.click()


def shown_again(page: Page, step: str) -> None:
    """The step stands after a reload, and after Back and on again."""
    expect(page.locator("[name=step]").first).to_have_value(step)
    page.reload()
    expect(page.locator("[name=step]").first).to_have_value(step)
    on(page, "back")
    expect(page.locator("[name=step]").first).not_to_have_value(step)
    on(page)
    expect(page.locator("[name=step]").first).to_have_value(step)


def check_shrunk(page: Page) -> None:
    """What lies in the field is smaller, and holds nothing but pixels."""
    name, data, width = page.evaluate(
        """async () => {
            const file = document.querySelector("[name=photo]").files[0];
            const bytes = new Uint8Array(await file.arrayBuffer());
            const letters = Array.from(bytes, (byte) => String.fromCharCode(byte));
            const width = (await createImageBitmap(file)).width;
            return [file.name, letters.join(""), width];
        }"""
    )
    assert name == "photo.jpg"
    assert "Exif" not in data
    assert OWNER.decode() not in data
    assert width == LONGEST


def outrun_the_script(page: Page) -> None:
    """Whoever presses at once sends the smaller photo all the same."""
    page.evaluate(
        """() => document.querySelector("#step").addEventListener("formdata",
            (event) => sessionStorage.setItem("sent", event.formData.get("photo").name)
        )"""
    )
    page.set_input_files("[name=photo]", photo_of_a_phone())
    on(page)
    expect(page.locator("[name=step]").first).to_have_value("consents")
    assert page.evaluate("sessionStorage.getItem('sent')") == "photo.jpg"
    on(page, "back")
    expect(page.locator("[name=step]").first).to_have_value("photo")


def tell(page: Page, told: Told) -> str:
    """Go the whole way of telling; return the code."""
    page.goto(f"/{told.language}/stories/tell/")
    page.reload()
    # Who reads no word of the first page looks like a program.
    page.wait_for_timeout(SHORTEST / timedelta(milliseconds=1) + 100)
    on(page)
    code = re.sub(r"\D", "", page.locator(".code").inner_text())
    assert len(code) == 25
    shown_again(page, "age")
    # The first page shows the code too, by our Back and after a reload.
    on(page, "back")
    expect(page.locator("[name=step]").first).to_have_value("before")
    page.reload()
    expect(page.locator("[name=step]").first).to_have_value("before")
    assert re.sub(r"\D", "", page.locator(".code").inner_text()) == code
    on(page)
    page.check("[name=age_band][value=adult]")
    on(page)
    shown_again(page, "story")
    page.fill("[name=title]", told.title)
    page.fill("[name=body]", told.body)
    # The switch of languages keeps what was typed, and so does the way back.
    page.locator(".languages summary").click()
    page.locator(".languages button[lang=de]").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("[name=body]")).to_have_value(told.body)
    page.locator(".languages summary").click()
    page.locator(f".languages button[lang={told.language}]").click()
    page.select_option("[name=language]", told.language)
    page.fill("[name=last_group]", "00000" if code[-5:] != "00000" else "11111")
    page.locator(".code-box button").click()
    expect(page.locator("#last-group-error")).to_be_visible()
    page.fill("[name=last_group]", code[-5:])
    page.locator(".code-box button").click()
    expect(page.locator(".code-box")).to_have_count(0)
    expect(page.locator("[name=body]")).to_have_value(told.body)
    on(page)
    shown_again(page, "name")
    page.check("[name=name_style][value=alias]")
    page.fill("[name=name]", "Nadia")
    on(page)
    shown_again(page, "places")
    page.select_option("[name=origin]", "SY")
    page.select_option("[name=residence]", "DE")
    on(page)
    shown_again(page, "themes")
    page.check("[name=themes][value=food]")
    on(page)
    shown_again(page, "photo")
    if told.script:
        outrun_the_script(page)
    page.set_input_files("[name=photo]", photo_of_a_phone())
    if told.script:
        expect(page.locator("[data-smaller]")).not_to_be_empty()
        check_shrunk(page)
    page.fill("[name=photo_description]", "A garden")
    on(page)
    shown_again(page, "consents")
    assert not page.locator("main [type=checkbox]:checked").count()
    # Nothing goes on without the one agreement that it needs.
    on(page)
    expect(page.locator(".errors")).to_be_visible()
    page.check("[name=text]")
    page.check("[name=photo]")
    on(page)
    shown_again(page, "check")
    expect(page.locator("main")).to_contain_text(told.title)
    on(page)
    expect(page.locator("main ol")).to_be_visible()
    page.reload()
    expect(page.locator("main ol")).to_be_visible()
    assert code not in page.url
    assert code not in page.title()
    return code


def enter(page: Page, told: Told, code: str) -> None:
    """Open *My story* with the code, typed as people type."""
    page.goto(f"/{told.language}/stories/mine/")
    page.fill("[name=code]", f" {code[:5]}-{code[5:10]} {code[10:]}")
    page.locator("#step button").last.click()
    expect(page.locator("[value=take_back]")).to_be_visible()


def act(page: Page, name: str) -> None:
    page.locator(f"main button[name=act][value={name}]").click()


def first_waiting(desk: Page) -> None:
    desk.goto("/admin/stories/")
    desk.locator(".desk-row a").first.click()


def until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.1)


def finds(copy: Copy, told: Told) -> bool:
    query = urllib.parse.urlencode({"q": told.inflected})
    address = f"http://127.0.0.1:{copy.port}/{told.language}/search/?{query}"
    with urllib.request.urlopen(address, timeout=10) as answer:
        page = answer.read().decode()
    return bool(re.search(rf'lang="{told.language}">\s*<a href="[^"]*/stories/', page))


def status(copy: Copy, path: str) -> int:
    try:
        return copy.get(path)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.gate
@pytest.mark.parametrize(
    "told",
    [
        pytest.param(
            told,
            id=f"{told.language}{'-script' if told.script else ''}",
        )
        for told in TELLERS
    ],
)
def test_story_from_a_phone_to_a_reader_and_gone_again(
    copy: Copy, chromium: Browser, told: Told
):
    phone = chromium.new_context(
        viewport=PHONE,
        java_script_enabled=told.script,
        base_url=f"http://127.0.0.1:{copy.port}",
    )
    page = phone.new_page()
    with signed_in(copy, chromium, MODERATOR) as desk:
        code = tell(page, told)

        first_waiting(desk)
        assert code not in re.sub(r"\D", "", desk.content())
        desk.get_by_text("Ask the teller something").click()
        desk.fill("[name=words]", "Which station is it?")
        desk.locator("button[name=act][value=ask]").click()

        enter(page, told, code)
        expect(page.locator("main")).to_contain_text("Which station is it?")
        page.fill("[name=words]", "The old one")
        act(page, "answer")
        expect(page.locator(".notice")).to_be_visible()
        page.reload()
        expect(page.get_by_text("The old one")).to_have_count(1)

        first_waiting(desk)
        expect(desk.locator("main")).to_contain_text("The old one")
        desk.get_by_role("link", name="Edit the public version").click()
        desk.fill("[name=title]", f"{told.title} 2")
        desk.get_by_role("button", name="Save this version").click()
        expect(desk.locator(".messages")).to_be_visible()

        enter(page, told, code)
        expect(page.locator("main ins").first).to_contain_text("2")
        act(page, "approve")
        expect(page.locator(".notice")).to_be_visible()
        page.reload()
        expect(page.locator("main [value=approve]")).to_have_count(0)

        first_waiting(desk)
        desk.locator("button[name=act][value=publish]").click()
        expect(desk.locator(".messages")).to_be_visible()
        until(lambda: finds(copy, told))

        enter(page, told, code)
        page.locator(f"main a[href^='/{told.language}/stories/']").first.click()
        expect(page.locator("h1")).to_have_text(f"{told.title} 2")
        expect(page.locator("article.story img").first).to_be_visible()
        address = urllib.parse.urlsplit(page.url).path

        enter(page, told, code)
        act(page, "take_back")
        expect(page.locator("[name=page][value=take_back]")).to_be_attached()
        page.reload()
        expect(page.locator("[name=page][value=take_back]")).to_be_attached()
        page.locator("#step button").last.click()
        expect(page.locator("[value=take_back]")).to_be_visible()
        act(page, "take_back")
        act(page, "withdraw")
        expect(page.locator("[name=page][value=withdraw]")).to_be_attached()
        assert status(copy, address) == 410
        until(lambda: not finds(copy, told))

        page.goto(f"/{told.language}/stories/mine/")
        page.fill("[name=code]", code)
        page.locator("#step button").last.click()
        expect(page.locator(".errors")).to_be_visible()
        assert not phone.cookies()
    phone.close()
    assert code not in copy.said
