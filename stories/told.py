"""The parts of a telling as a reader sees them, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.dates import partial_date
from editorial.places import country_name, language_name
from stories.models import ContentNote, NameStyle
from stories.telling import Telling


@dataclass(frozen=True, slots=True)
class Shown:
    """A telling, the language of the page, and the names of its themes by slug."""

    told: Telling
    language: str
    themes: Mapping[str, str]


def _name(shown: Shown) -> str:
    told = shown.told
    if told.name_style == NameStyle.NONE:
        return str(NameStyle.NONE.label)
    if told.name_style == NameStyle.ALIAS:
        changed = gettext("the name is changed")
        return f"{told.name} ({changed})"
    return told.name


def _country(code: str, language: str) -> str:
    return country_name(code, language) if code else ""


def _language(shown: Shown) -> str:
    tag = shown.told.language
    return language_name(tag, shown.language) if tag else ""


def _themes(shown: Shown) -> str:
    return ", ".join(shown.themes.get(slug, slug) for slug in shown.told.themes)


def _notes(shown: Shown) -> str:
    return ", ".join(str(ContentNote(note).label) for note in shown.told.content_notes)


def _not_before(shown: Shown) -> str:
    day = shown.told.not_before
    return partial_date(day, shown.language) if day else ""


WORDS: Final = (
    (_("Title"), "title"),
    (_("Text"), "body"),
    (_("One sentence that stands for it in lists"), "quote"),
    (_("Description of the photo"), "photo_description"),
)
"""The teller's own words, by part."""

FACTS: Final[tuple[tuple[Any, Callable[[Shown], str]], ...]] = (
    (_("The name"), _name),
    (_("From"), lambda shown: _country(shown.told.origin, shown.language)),
    (_("Lives in"), lambda shown: _country(shown.told.residence, shown.language)),
    (_("Language"), _language),
    (_("Themes"), _themes),
    (_("What readers are told before"), _notes),
    (_("Not before"), _not_before),
)
"""What stands beside the words."""
