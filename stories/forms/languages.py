"""The language of a story: one of ours, or any other in the world by name or tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from django.utils.translation import get_language

from babel import Locale

from editorial.places import fold_for_sorting, language_name
from languages.registry import CODES, LANGUAGES, ORIGINAL
from stories.models.fields import canonical_tag

OTHER: Final = "other"

_ALSO_CALLED: Final = {
    "afaan oromo": "om",
    "dari": "fa-AF",
    "farsi": "fa",
    "kurmanji": "kmr",
    "kurmanci": "kmr",
    "mandarin": "zh",
    "moldovan": "ro",
    "romanes": "rom",
    "shqip": "sq",
    "soomaali": "so",
    "sorani": "ckb",
    "سورانی": "ckb",
    "کوردی": "ckb",
    "kurdi": "ku",
    "kurdî": "ku",
    "tagalog": "fil",
    "دری": "fa-AF",
    "پښتو": "ps",
    "اردو": "ur",
    "ትግርኛ": "ti",
    "አማርኛ": "am",
    "বাংলা": "bn",
}
"""What tellers call their languages and CLDR does not list in ours. Own collection."""

_NAMELESS: Final = "mis"
"""ISO 639-2: a language without a code of its own."""
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_ROOM: Final = 24
"""Letters of a name that fit into a tag of 35 characters."""


def choices() -> list[tuple[str, str]]:
    """Return our languages by their own names."""
    return [(language.code, language.endonym) for language in LANGUAGES]


def tag_of(typed: str) -> str:
    """Return the tag of whatever somebody calls a language; never refuses.

    A name that nobody here knows is kept in a private tag, so that the moderators
    can ask: `mis-x-zhemait`.
    """
    name = _folded(typed)
    if not name:
        return ""
    known = _by_name(get_language() or ORIGINAL)
    if tag := known.get(name):
        return tag
    if _TAG.fullmatch(typed.strip()) and _is_language(typed):
        return canonical_tag(typed.strip().replace("_", "-"))
    return _private(name)


def name_of(tag: str) -> str:
    """Return what to show of a tag: its name in the active language, or as typed."""
    full = Locale.parse(get_language() or ORIGINAL).languages.get(tag.replace("-", "_"))
    return full or language_name(tag, get_language() or ORIGINAL)


def is_ours(tag: str) -> bool:
    return tag in CODES


@lru_cache(maxsize=len(CODES))
def _by_name(language: str) -> dict[str, str]:
    """Return folded name → tag, as the reader's language and English call them."""
    found: dict[str, str] = {}
    for name, tag in _names(language):
        found.setdefault(_folded(name), tag)
    return found


def _names(language: str) -> Iterator[tuple[str, str]]:
    yield from ((row.endonym, row.code) for row in LANGUAGES)
    yield from _ALSO_CALLED.items()
    for source in (language, ORIGINAL):
        for tag, name in Locale.parse(source).languages.items():
            yield name, str(tag).replace("_", "-")


def _is_language(typed: str) -> bool:
    primary = re.split("[-_]", typed.strip())[0].lower()
    return primary in Locale.parse(ORIGINAL).languages


def _folded(name: str) -> str:
    return " ".join(fold_for_sorting(name).split())


def _private(name: str) -> str:
    letters = "".join(re.findall(r"[a-z0-9]", name))[:_ROOM]
    parts = [letters[start : start + 8] for start in range(0, len(letters), 8)]
    return "-".join([_NAMELESS, "x", *parts]) if parts else _NAMELESS
