"""Countries by ISO 3166-1 alpha-2, named from CLDR in the reader's language; money."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from django.utils.translation import get_language

from babel import Locale, UnknownLocaleError
from babel.numbers import list_currencies

from languages.registry import BY_CODE, ORIGINAL

_ALPHA2: Final = re.compile(r"[A-Z]{2}")
_NOT_COUNTRIES: Final = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})
"""CLDR's two-letter territories that are groups or placeholders."""

COUNTRY_CODES: Final[tuple[str, ...]] = tuple(
    sorted(
        code
        for code in map(str, Locale("en").territories)
        if _ALPHA2.fullmatch(code) and code not in _NOT_COUNTRIES
    )
)


@lru_cache(maxsize=4096)
def country_name(code: str, language: str) -> str:
    """Return the country's name in a language, the code itself where CLDR has none."""
    return Locale.parse(language).territories.get(code, code)


@lru_cache(maxsize=4096)
def language_name(tag: str, language: str) -> str:
    """Return a language's name in another language, the tag where CLDR has none.

    A private tag (`mis-x-zhemait`) carries a name that CLDR does not know.
    """
    primary, _, private = tag.partition("-x-")
    if private:
        return private.replace("-", "")
    names = Locale.parse(language).languages
    unknown = names.get("und", tag) if primary == "mis" else tag
    return names.get(primary.split("-")[0], unknown)


def endonym(tag: str) -> str:
    """Return a language's name in itself; CLDR knows those that are not ours."""
    if own := BY_CODE.get(tag):
        return own.endonym
    try:
        return language_name(tag, tag.split("-")[0])
    except (UnknownLocaleError, ValueError):
        return tag


def country_names(codes: Iterable[str], language: str) -> dict[str, str]:
    """Return code → name, in the alphabetical order of the language."""
    names = {code: country_name(code, language) for code in codes}
    return dict(sorted(names.items(), key=lambda item: fold_for_sorting(item[1])))


def country_choices() -> list[tuple[str, str]]:
    """Return the countries for a form, named in the active language."""
    return list(_countries(get_language() or ORIGINAL))


@lru_cache(maxsize=32)
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    return tuple(country_names(COUNTRY_CODES, language).items())


def language_choices() -> list[tuple[str, str]]:
    """Return the languages that have a two-letter tag, named in the active language."""
    return list(_languages(get_language() or ORIGINAL))


@lru_cache(maxsize=32)
def _languages(language: str) -> tuple[tuple[str, str], ...]:
    names = Locale.parse(language).languages
    known = [(str(tag), name) for tag, name in names.items() if len(str(tag)) == 2]
    return tuple(sorted(known, key=lambda item: fold_for_sorting(item[1])))


def fold_for_sorting(name: str) -> str:
    """Return a key that sorts accented letters beside their plain ones."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def currency_choices() -> list[tuple[str, str]]:
    """Return the codes of all currencies, for a form."""
    return [(code, code) for code in sorted(list_currencies())]
