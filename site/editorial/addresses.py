"""What stands in addresses: the public id, and words in any script beside it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from django.urls import register_converter
from django.urls.converters import StringConverter

PUBLIC_ID_ALPHABET: Final = "0123456789bcdfghjklmnpqrstvwxyz"
PUBLIC_ID_LENGTH: Final = 8
PUBLIC_ID: Final = f"[{PUBLIC_ID_ALPHABET}]{{{PUBLIC_ID_LENGTH}}}"
"""What a public id looks like, as a regular expression."""
MAX_LENGTH: Final = 60
NO_SLUG: Final = "-"
"""Leads to the present slug, as every wrong one does; a Greek one weighs 300 bytes."""
_NOT_WORD: Final = re.compile(r"[\W_]+")


def address_slug(title: str) -> str:
    """Return a title as it stands in an address: lower case, words joined by `-`.

    Unlike Django's `slugify` it keeps every script, and it is never empty.
    """
    words = _NOT_WORD.sub("-", unicodedata.normalize("NFC", title).lower())
    return words[:MAX_LENGTH].strip("-") or NO_SLUG


class PublicIdConverter(StringConverter):
    """Only what can be a public id: whatever else is asked for costs no query."""

    regex = PUBLIC_ID


register_converter(PublicIdConverter, "public_id")
