"""The one table behind the wall of stories and its counts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.filters import Facet
from editorial.places import (
    COUNTRY_CODES,
    country_names,
    fold_for_sorting,
    language_name,
)
from languages.registry import ORIGINAL
from stories.models import AllowedUse, Story, StoryText
from stories.querysets import allows
from vocabulary.models import Concept, Kind


def _themes() -> dict[str, str]:
    names: dict[str, str] = Concept.objects.names(Kind.STORY_THEME)
    return names


def _countries() -> dict[str, str]:
    return country_names(COUNTRY_CODES, get_language() or ORIGINAL)


def _languages() -> dict[str, str]:
    """Return the languages in which stories can be read."""
    return _named(StoryText.objects.public().values_list("language", flat=True))


def _originals() -> dict[str, str]:
    """Return the languages in which stories were told, also where no text is in one."""
    return _named(Story.objects.public().values_list("original_language", flat=True))


def _named(tags: QuerySet[Any, str]) -> dict[str, str]:
    """Return the tags with their names in the reader's language, in its order."""
    reader = get_language() or ORIGINAL
    names = {tag: language_name(tag, reader) for tag in tags.order_by().distinct()}
    return dict(sorted(names.items(), key=lambda item: fold_for_sorting(item[1])))


def _uses() -> dict[str, str]:
    return {value: str(label) for value, label in AllowedUse.choices}


PLACES = (
    Facet("origin", _("Country of origin"), _countries, "origin"),
    Facet("residence", _("Country where the teller lives"), _countries, "residence"),
)
SEARCH_FACETS = (
    *PLACES,
    Facet("original", _("Language in which it is told"), _originals),
)
"""The room's own facets in the search."""
FACETS = (
    Facet("theme", _("Theme"), _themes, "themes__slug"),
    *PLACES,
    Facet("text", _("Can be read in"), _languages, "texts__language"),
    Facet("use", _("The teller allows"), _uses, holds=allows),
)
