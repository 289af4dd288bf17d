"""The one table behind the list, its counts, exports and feed."""

from __future__ import annotations

from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.filters import Facet
from editorial.places import COUNTRY_CODES, country_names
from languages.registry import ORIGINAL
from practices.models import Direction, Evidence, Fact, Status
from vocabulary.models import Concept, Kind


def _themes() -> dict[str, str]:
    return Concept.objects.names(Kind.THEME)


def _target_groups() -> dict[str, str]:
    return Concept.objects.names(Kind.TARGET_GROUP)


def _countries() -> dict[str, str]:
    return country_names(COUNTRY_CODES, get_language() or ORIGINAL)


def _evidence() -> dict[str, str]:
    return {grade.value: f"{grade.value} · {grade.label}" for grade in Evidence}


def _directions() -> dict[str, str]:
    return {value: str(label) for value, label in Direction.choices}


def _statuses() -> dict[str, str]:
    return {value: str(label) for value, label in Status.choices}


def _levels() -> dict[str, str]:
    return Concept.objects.names(Kind.LEVEL)


def _known() -> dict[str, str]:
    return {fact.value: str(fact.label) for fact in KNOWN}


KNOWN: Final = (Fact.FUNDING, Fact.RESULTS, Fact.REACH)
"""What readers miss most often, and so want to ask for."""
FACETS = (
    Facet("theme", _("Theme"), _themes, "themes__slug"),
    Facet("group", _("For whom"), _target_groups, "target_groups__slug"),
    Facet("country", _("Country"), _countries, "country"),
    Facet("evidence", _("Evidence"), _evidence, "evidence"),
    Facet("direction", _("Direction of results"), _directions, "results__direction"),
    Facet("status", _("Status"), _statuses, "status"),
)
SEARCH_FACETS: Final = (
    Facet("target_group", _("For whom"), _target_groups),
    Facet("level", _("Level"), _levels),
    Facet("evidence", _("Evidence"), _evidence),
    Facet("direction", _("Direction of results"), _directions),
    Facet("known", _("What is known"), _known),
    Facet("status", _("Status"), _statuses),
)
"""The room's own facets in the search, by their names there."""
