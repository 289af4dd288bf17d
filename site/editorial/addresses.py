"""Words in addresses: decoration beside the public id, in any script."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_LENGTH: Final = 60
_NOT_WORD: Final = re.compile(r"[\W_]+")


def address_slug(title: str) -> str:
    """Return a title as it stands in an address: lower case, words joined by `-`.

    Unlike Django's `slugify` it keeps every script, and it is never empty.
    """
    words = _NOT_WORD.sub("-", unicodedata.normalize("NFC", title).lower())
    return words[:MAX_LENGTH].strip("-") or "-"
