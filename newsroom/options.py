"""A question's options as plain text, so that staff write them in one field.

    a. Keep the headline.
    It fits, and that is the trouble: the reader learns no number.

    b. Write how many people came.
    This is it. Both can be checked.

Options are parted by an empty line. The first line holds the option's letter, a full
stop and its words; the lines below are the feedback.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_EMPTY_LINE: Final = re.compile(r"\n\s*\n")
_FIRST_LINE: Final = re.compile(r"\s*([a-z])\.\s+(.+)")


class Option(NamedTuple):
    """One answer that can be chosen, and what is said after it."""

    key: str
    words: str
    feedback: str


def read_options(text: str) -> list[Option]:
    """Return the options of a text; what has not the format is left out."""
    blocks = _EMPTY_LINE.split(text.replace("\r\n", "\n").strip())
    return [option for block in blocks if (option := _read(block))]


def write_options(options: Iterable[Option]) -> str:
    """Return options as the text that `read_options` reads."""
    return "\n\n".join(
        f"{option.key}. {_line(option.words)}\n{_line(option.feedback)}"
        for option in options
    )


def unwritten(keys: Sequence[str]) -> str:
    """Return the letters alone, for who has to write the words behind them."""
    return "\n\n".join(f"{key}. " for key in keys)


def check_options(text: str, keys: Sequence[str]) -> None:
    """Raise ValidationError unless each option is there once, with feedback."""
    options = read_options(text)
    if sorted(option.key for option in options) != sorted(keys):
        raise ValidationError(
            _("Write these options, each once: %(keys)s."),
            params={"keys": ", ".join(keys)},
        )
    if silent := [option.key for option in options if not option.feedback]:
        raise ValidationError(
            _("Write feedback below these options too: %(keys)s."),
            params={"keys": ", ".join(silent)},
        )


def _read(block: str) -> Option | None:
    first, _newline, feedback = block.partition("\n")
    match = _FIRST_LINE.fullmatch(first.rstrip())
    return Option(match[1], match[2], _line(feedback)) if match else None


def _line(text: str) -> str:
    return " ".join(text.split())
