"""The one registry of languages: adding one is one row here, a catalog and a migration.

Endonyms and directions follow CLDR 46. `simplemma` and `snowball` name the
language in those packages; None means that the package does not cover it. `suffixes`
names one of our own suffix tables in `search.analysis`, for languages without Snowball;
where a language has both, Snowball is for what its dictionary lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Direction = Literal["ltr", "rtl"]
Script = Literal["ARABIC", "CYRILLIC", "GREEK", "LATIN"]
"""As Unicode's names of letters begin."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface, and how its words are analysed for search.

    `telling` is False as long as a word of the forms for tellers is missing in it.
    """

    code: str
    endonym: str
    house: bool = True
    telling: bool = True
    direction: Direction = "ltr"
    script: Script = "LATIN"
    snowball: str | None = None
    suffixes: str | None = None
    simplemma: str | None = None


LANGUAGES: tuple[Language, ...] = (
    Language("bg", "Български", script="CYRILLIC", simplemma="bg", suffixes="bg"),
    Language("cs", "Čeština", simplemma="cs", snowball="czech"),
    Language("de", "Deutsch", simplemma="de", snowball="german"),
    Language("el", "Ελληνικά", script="GREEK", simplemma="el", snowball="greek"),
    Language("en", "English", simplemma="en", snowball="english"),
    Language("es", "Español", simplemma="es", snowball="spanish"),
    Language("et", "Eesti", simplemma="et", snowball="estonian"),
    Language("fi", "Suomi", simplemma="fi", snowball="finnish"),
    Language("fr", "Français", simplemma="fr", snowball="french"),
    Language("hu", "Magyar", simplemma="hu", snowball="hungarian", suffixes="hu"),
    Language("it", "Italiano", simplemma="it", snowball="italian"),
    Language("lt", "Lietuvių", simplemma="lt", snowball="lithuanian"),
    Language("lv", "Latviešu", simplemma="lv", suffixes="lv"),
    Language("nl", "Nederlands", simplemma="nl", snowball="dutch"),
    Language("pl", "Polski", simplemma="pl", snowball="polish"),
    Language("pt", "Português", simplemma="pt", snowball="portuguese"),
    Language("ro", "Română", simplemma="ro", snowball="romanian"),
    Language("sk", "Slovenčina", simplemma="sk", suffixes="sk"),
    Language("sl", "Slovenščina", simplemma="sl", suffixes="sl"),
    Language("sv", "Svenska", simplemma="sv", snowball="swedish"),
    Language(
        "ar",
        "العربية",
        house=False,
        direction="rtl",
        script="ARABIC",
        simplemma="ar",
        snowball="arabic",
    ),
    Language(
        "fa",
        "فارسی",
        house=False,
        direction="rtl",
        script="ARABIC",
        simplemma="fa",
        snowball="persian",
    ),
    Language(
        "ru",
        "Русский",
        house=False,
        script="CYRILLIC",
        simplemma="ru",
        snowball="russian",
    ),
    Language("tr", "Türkçe", house=False, simplemma="tr", snowball="turkish"),
    Language("uk", "Українська", house=False, script="CYRILLIC", simplemma="uk"),
)

BY_CODE: dict[str, Language] = {language.code: language for language in LANGUAGES}
CODES: tuple[str, ...] = tuple(BY_CODE)
WORD_LISTS: tuple[str, ...] = tuple(row.simplemma for row in LANGUAGES if row.simplemma)
"""The dictionaries that the search reads words with."""
ORIGINAL = "en"
"""The language in which the product's own texts are written first."""

DJANGO_LANGUAGES: list[tuple[str, str]] = [
    (language.code, language.endonym) for language in LANGUAGES
]


@lru_cache
def known_as(tag: str) -> str:
    """Return the code of our language that a tag is, or is a variety of, else the tag.

    `pt-BR` → `pt`, while `so` stays.
    """
    primary = tag.split("-")[0]
    return primary if tag not in BY_CODE and primary in BY_CODE else tag


def direction_of(tag: str) -> Direction:
    """Return the writing direction of any BCP 47 tag, `ltr` where it is unknown."""
    from babel import Locale, UnknownLocaleError

    primary = tag.replace("_", "-").split("-")[0]
    if primary in BY_CODE:
        return BY_CODE[primary].direction
    try:
        return "rtl" if Locale.parse(primary).text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"
