"""What search gets of a lesson: one document a published text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from editorial.html import plain_text
from search.kinds import Kind, SearchDocument
from toolkit.models import LessonText
from toolkit.sections import SECTIONS

if TYPE_CHECKING:
    from toolkit.querysets import LessonTextQuerySet


def public_texts() -> LessonTextQuerySet:
    """Return the texts that search may show, each with its thing."""
    return LessonText.objects.for_search()


def document(text: LessonText) -> SearchDocument:
    """Return the words and facets of one published text."""
    words = [
        text.objectives,
        *(plain_text(getattr(text, section)) for section in SECTIONS),
        *(row.words for row in (*text.steps.all(), *text.sheets.all())),
        text.materials,
    ]
    return SearchDocument(
        kind="lesson",
        object_id=text.pk,
        language=text.language,
        title=text.title,
        summary=text.summary,
        text="\n".join(word for word in words if word),
        facets=lambda: {"theme": [theme.slug for theme in text.thing.themes.all()]},
        date=text.last_published_at.date() if text.last_published_at else None,
        url=text.get_absolute_url(),
    )


KIND = Kind(
    name="lesson",
    label=_("Lessons"),
    queryset=public_texts,
    document=document,
    facet_rows=("thing__themes",),
)
