"""What search gets of a practice: one document a published text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from editorial.html import plain_text
from practices.models import SECTIONS, PracticeText
from search.kinds import Kind, SearchDocument

if TYPE_CHECKING:
    from practices.querysets import PracticeTextQuerySet


def public_texts() -> PracticeTextQuerySet:
    """Return the texts that search may show, each with its thing."""
    return PracticeText.objects.for_search()


def document(text: PracticeText) -> SearchDocument:
    """Return the words and facets of one published text."""
    practice = text.thing
    # Sentences first: excerpts are taken from where the words stand.
    words = [
        *(plain_text(getattr(text, section)) for section in SECTIONS),
        *(finding.words for finding in text.findings.all()),
        text.partners,
        practice.name,
        practice.lead,
        practice.city,
        practice.region,
    ]
    return SearchDocument(
        kind="practice",
        object_id=text.pk,
        language=text.language,
        title=text.title,
        summary=text.summary,
        text="\n".join(word for word in words if word),
        facets=lambda: {
            "theme": [theme.slug for theme in practice.themes.all()],
            "target_group": [group.slug for group in practice.target_groups.all()],
            "country": [practice.country],
        },
        date=text.last_published_at.date() if text.last_published_at else None,
        url=text.get_absolute_url(),
    )


KIND = Kind(
    name="practice",
    label=_("Practices"),
    queryset=public_texts,
    document=document,
    facet_rows=("thing__themes", "thing__target_groups"),
)
