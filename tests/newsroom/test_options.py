"""Options written as plain text."""

from __future__ import annotations

from django.core.exceptions import ValidationError

import pytest

from newsroom.options import Option, check_options, read_options, write_options

OPTIONS = [Option("a", "Keep it.", "Why not."), Option("b", "1. Drop it", "Good: so.")]


def test_what_is_written_is_read_again():
    assert read_options(write_options(OPTIONS)) == OPTIONS


def test_lines_of_another_system_and_longer_feedback_are_read():
    text = "a. Keep it.\r\nWhy\r\nnot.\r\n  \r\n\r\nb. 1. Drop it\r\nGood: so."
    assert read_options(text) == OPTIONS


@pytest.mark.parametrize(
    "text",
    ["", "Keep it.\nWhy.", "a. Keep.\nWhy.", "a. x\ny\n\na. x\ny", "a. x\n\nb. y"],
)
def test_options_that_are_not_the_questions_are_refused(text):
    with pytest.raises(ValidationError):
        check_options(text, ["a", "b"])
