"""What a journalist takes along."""

from __future__ import annotations

import pytest

from tests.browser.test_accessibility import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_checklist_prints_on_one_sheet(site, visit, language):
    with visit(site.address("checklist", language), width=DESKTOP) as page:
        printed = page.pdf(format="A4")
    assert printed.count(b"/Type /Page\n") == 1
