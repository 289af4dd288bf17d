"""The facets of the search page; the index counts them."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.filters import Facet
from editorial.places import COUNTRY_CODES, country_names
from languages.registry import LANGUAGES, ORIGINAL
from vocabulary.models import Concept, Kind

from . import kinds


def _rooms() -> dict[str, str]:
    return {kind.name: str(kind.label) for kind in kinds.all_kinds()}


def _languages() -> dict[str, str]:
    return {language.code: language.endonym for language in LANGUAGES}


def _themes() -> dict[str, str]:
    """Return the themes of all rooms; one that two rooms share is one choice."""
    names: dict[str, str] = Concept.objects.names(Kind.STORY_THEME, Kind.THEME)
    return names


def _countries() -> dict[str, str]:
    return country_names(COUNTRY_CODES, get_language() or ORIGINAL)


FACETS = (
    Facet("kind", _("Room"), _rooms),
    Facet("language", _("Language"), _languages),
    Facet("theme", _("Theme"), _themes),
    Facet("country", _("Country"), _countries),
)
