"""What a journalist takes along."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from newsroom.presentation import Course
from tests.browser.test_accessibility import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_checklist_prints_on_one_sheet(site, visit, language):
    from newsroom.models import Module

    with visit("about:blank", width=DESKTOP) as page:
        for module in Module.objects.public().with_page():
            address = Course(module, language).checklist_address
            page.goto(site.url + address)
            printed = page.pdf(format="A4")
            assert printed.count(b"/Type /Page\n") == 1, address


SCROLLS = "box => box.scrollWidth > box.clientWidth"
SCROLL_TO = "(box, end) => { box.scrollLeft = end * box.scrollWidth; }"
BELOW = 4
"""Pixels above a table's last line, where no word stands."""
PLAINLY = 20
"""Shades of grey, of 256, by which one sees the edge."""


def shaded(box) -> tuple[bool, bool]:
    """Return whether the left and the right edge of a box are shaded."""
    picture = Image.open(BytesIO(box.screenshot())).convert("L")
    row = picture.height - BELOW
    paper = max(picture.getpixel((x, row)) for x in range(picture.width))
    left, right = (picture.getpixel((x, row)) for x in (0, picture.width - 1))
    return left < paper - PLAINLY, right < paper - PLAINLY


@pytest.mark.parametrize(("direction", "end"), [("ltr", 1), ("rtl", -1)])
def test_wide_table_shows_at_which_edge_it_goes_on(site, visit, direction, end):
    left, right = (True, False), (False, True)
    with visit(site.address("module", "en"), width=PHONE) as page:
        box = page.locator(".table-box").first
        box.evaluate("(box, direction) => { box.dir = direction; }", direction)
        assert box.evaluate(SCROLLS)
        assert shaded(box) == (right if end > 0 else left)
        box.evaluate(SCROLL_TO, end)
        assert shaded(box) == (left if end > 0 else right)
