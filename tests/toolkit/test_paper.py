"""What stands where on the pages of a lesson's files."""

from __future__ import annotations

import subprocess

import pytest

from tests.toolkit.factories import one_sheet
from toolkit.printing.typesetting import as_pdf

pytestmark = pytest.mark.gate


def said(pdf: bytes, how: str) -> str:
    return subprocess.run(
        ["pdftotext", how, "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def test_address_that_ends_a_line_can_be_typed():
    address = "https://example.org/" + "-".join(["figures"] * 12)
    figure = {
        "lang": "pl",
        "dir": "ltr",
        "title": "",
        "value": "",
        "when": "",
        "source": {"words": "", "url": address},
        "badges": [],
    }
    polish = one_sheet([], "pl", sheets=[], figures=[figure])
    words = said(as_pdf("sheets", [polish], {}), "-layout")
    assert address in "".join(words.split())
