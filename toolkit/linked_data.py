"""A lesson as search engines for teaching material read it (schema.org)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from toolkit.presentation import Plan

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_ESCAPED: Final = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def learning_resource(plan: Plan) -> dict[str, Any]:
    """Return a `LearningResource`; see https://schema.org/LearningResource."""
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "learningResourceType": "lesson plan",
        "name": plan.text.title,
        "description": plan.text.summary,
        "inLanguage": plan.text.language,
        "url": settings.WAGTAILADMIN_BASE_URL + plan.text.get_absolute_url(),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "typicalAgeRange": [age.value for age in plan.all_ages],
        "timeRequired": f"PT{max(plan.minutes, default=0)}M",
        "about": [theme.name for theme in plan.lesson.themes.all()],
        "teaches": plan.objectives.items if plan.objectives else [],
    }


def as_script(data: dict[str, Any]) -> SafeString:
    """Return data as JSON that cannot end the element it stands in."""
    words = json.dumps(data, ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(words)  # noqa: S308  escaped above
