"""The code that a teller holds: 25 digits, of which only a keyed hash is kept.

25 random digits are 83 bits, so a hash can be looked up and still not be guessed; a
salted slow one could not be looked up.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac

DIGITS: Final = 25
GROUP: Final = 5
_SALT: Final = "stories.receipts"
_IGNORED: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
"""Unicode categories that may stand between digits: spaces, marks, hyphens."""


def new_code() -> str:
    """Return 25 random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def grouped(code: str) -> str:
    """Return the code as people copy it: five groups of five."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def last_group(code: str) -> str:
    """Return what a teller types back to show that she has written the code down."""
    return code[-GROUP:]


def parse(typed: str) -> str | None:
    """Return the code in what somebody typed, in any script's digits; None for none."""
    digits = digits_in(typed)
    return digits if digits and len(digits) == DIGITS else None


def digits_in(typed: str) -> str | None:
    """Return the digits of what somebody typed; None if it holds anything else."""
    digits = []
    for char in typed[: 4 * DIGITS]:
        value = unicodedata.decimal(char, None)
        if value is not None:
            digits.append(str(value))
        elif unicodedata.category(char) not in _IGNORED:
            return None
    return "".join(digits)


def digest(code: str) -> str:
    """Return what is kept of a code: its HMAC-SHA-256 under the server's key."""
    return _digest(code, settings.SECRET_KEY)


def lookups(typed: str) -> list[str]:
    """Return the hashes under which a code may be kept, older keys included.

    What is no code at all gets hashes too, so that it costs the same queries.
    """
    code = parse(typed) or ""
    return [
        _digest(code, key)
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def _digest(code: str, key: str) -> str:
    return salted_hmac(_SALT, code, secret=key, algorithm="sha256").hexdigest()
