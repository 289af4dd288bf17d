"""What a journalist takes along."""

from __future__ import annotations

import pytest

from newsroom.presentation import Course
from tests.browser.test_accessibility import DESKTOP

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
