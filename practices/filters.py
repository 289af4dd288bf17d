"""The one table behind the list, its counts, exports and feed."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.filters import Facet, FilterTable
from editorial.places import country_names
from practices.models import Direction, Evidence, Practice, Status
from vocabulary.models import Concept, Kind


def _themes() -> dict[str, str]:
    return Concept.objects.names(Kind.THEME)


def _target_groups() -> dict[str, str]:
    return Concept.objects.names(Kind.TARGET_GROUP)


def _countries() -> dict[str, str]:
    codes = Practice.objects.public().values_list("country", flat=True).distinct()
    return country_names(codes, get_language() or "en")


def _evidence() -> dict[str, str]:
    return {grade.value: f"{grade.value} · {grade.label}" for grade in Evidence}


FILTERS = FilterTable(
    (
        Facet("theme", _("Theme"), "themes__slug", _themes),
        Facet("group", _("For whom"), "target_groups__slug", _target_groups),
        Facet("country", _("Country"), "country", _countries),
        Facet("evidence", _("Evidence"), "evidence", _evidence),
        Facet(
            "direction",
            _("Direction of results"),
            "results__direction",
            lambda: {value: str(label) for value, label in Direction.choices},
        ),
        Facet(
            "status",
            _("Status"),
            "status",
            lambda: {value: str(label) for value, label in Status.choices},
        ),
    )
)
