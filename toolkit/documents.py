"""What search gets of a lesson: one document a published text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from editorial.html import plain_text
from newsroom.figures.numbers import Numbers
from search.kinds import ANY_USE, Kind, SearchDocument, built_once
from toolkit.filters import PART_OF_MINUTES, SEARCH_FACETS
from toolkit.models import Lesson, LessonText
from toolkit.sections import SECTIONS

if TYPE_CHECKING:
    from toolkit.querysets import LessonTextQuerySet


@built_once
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
        text=Numbers.read(text.figures_in_words).written_into(
            "\n".join(word for word in words if word), text.language
        ),
        facets=lambda: _facets(text.thing),
        date=text.changed_on,
        url=text.get_absolute_url(),
        public_id=text.thing.public_id,
    )


def _facets(lesson: Lesson) -> dict[str, Sequence[str]]:
    steps = lesson.steps.all()
    parts = {step.part for step in steps}
    return {
        "theme": [theme.slug for theme in lesson.themes.all()],
        "subject": [subject.slug for subject in lesson.subjects.all()],
        "age": sorted({age for step in steps for age in step.ages}),
        "minutes": [
            minutes for minutes, part in PART_OF_MINUTES.items() if part in parts
        ],
        "use": ANY_USE,
    }


KIND = Kind(
    name="lesson",
    label=_("Lessons"),
    queryset=public_texts,
    document=document,
    facet_rows=("thing__themes", "thing__subjects", "thing__steps"),
    addresses=LessonText.addresses,
    facets=SEARCH_FACETS,
)
