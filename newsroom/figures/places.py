"""Where a figure holds: countries and regions of CLDR, and groups that have no code."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.places import COUNTRY_CODES, country_name, country_names
from languages.registry import ORIGINAL

REGIONS: Final = ("001", "002", "019", "039", "142", "150", "202", "419")
"""Regions of the United Nations' M49 that CLDR names."""

GROUPS: Final[dict[str, str | Promise]] = {
    "EU27_2020": _("European Union (27 countries)"),
    "EU28": _("European Union (28 countries)"),
    "x-EU27+NO+CH": _("EU, Norway and Switzerland"),
    "x-EU28+3": _("28 EU countries, Iceland, Norway and Switzerland"),
    "x-EUR-IOM": _("Europe (countries of first arrival)"),
    "x-EUR-SEA": _("Europe, by sea"),
    "x-EUR-S-SEA": _("Southern Europe, by sea"),
    "x-MED": _("Mediterranean Sea"),
    "x-CMED": _("Central Mediterranean route"),
    "x-WAAR": _("Route from West Africa to the Canary Islands"),
    "x-OECD25": _("25 OECD countries"),
    "x-LMIC": _("Low- and middle-income countries"),
    "x-14": _("14 countries"),
    "x-24": _("24 countries"),
}
"""The codes are Eurostat's, or our own with `x-`."""


def place_name(code: str, language: str) -> str:
    """Return a place's name; a group's in the active language."""
    # CLDR writes “world” as it stands within a sentence.
    return capfirst(str(GROUPS.get(code) or country_name(code, language)))


def place_names() -> dict[str, str]:
    """Return code → name: regions, then groups, then countries by the alphabet."""
    language = get_language() or ORIGINAL
    wide = {code: place_name(code, language) for code in (*REGIONS, *GROUPS)}
    return wide | country_names(COUNTRY_CODES, language)


def place_choices() -> list[tuple[str, str]]:
    """Return the places for a form, named in the active language."""
    return list(place_names().items())
