"""The one table behind the list and its counts."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.filters import Facet
from toolkit.models import Age, Part
from vocabulary.models import Concept, Kind

PART_OF_MINUTES = {"45": Part.CORE, "90": Part.EXTENSION}


def _ages() -> dict[str, str]:
    return {age.value: str(age.label) for age in Age}


def _for_age(age: str) -> Q:
    # Not `contains`: SQLite has none for JSON. Values are words of a closed set.
    return Q(steps__ages__icontains=f'"{age}"')


def _minutes() -> dict[str, str]:
    return {"45": str(_("45 minutes")), "90": str(_("90 minutes"))}


def _fills(minutes: str) -> Q:
    return Q(steps__part=PART_OF_MINUTES[minutes])


def _subjects() -> dict[str, str]:
    return Concept.objects.names(Kind.SUBJECT)


def _themes() -> dict[str, str]:
    return Concept.objects.names(Kind.THEME)


SEARCH_FACETS = (
    Facet("age", _("Age"), _ages, holds=_for_age),
    Facet("minutes", _("Time"), _minutes, holds=_fills),
    Facet("subject", _("Subject"), _subjects, "subjects__slug"),
)
"""The room's own facets, which the search has as well."""
FACETS = (
    *SEARCH_FACETS,
    Facet("theme", _("Theme"), _themes, "themes__slug"),
)
