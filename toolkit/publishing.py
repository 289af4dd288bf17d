"""What keeps a lesson from being published in one language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from editorial.html import plain_text
from toolkit.sections import NEEDED, ROWS
from toolkit.timing import MINUTES, minutes_of

if TYPE_CHECKING:
    from toolkit.models import LessonText, SheetText, StepText


def problems_of(text: LessonText) -> list[ValidationError]:
    """Return what an editor must mend first, with the remedy in words."""
    return [problem for find in _CHECKS for problem in find(text)]


def _missing_sections(text: LessonText) -> Iterator[ValidationError]:
    missing = [
        str(text._meta.get_field(name).verbose_name)
        for name in NEEDED
        if not plain_text(getattr(text, name))
    ]
    if missing:
        yield ValidationError(
            _("A class needs these too, in this language: %(sections)s."),
            params={"sections": ", ".join(missing)},
        )


def _missing_words(text: LessonText) -> Iterator[ValidationError]:
    if unsaid := [key for relation in ROWS for key in _unsaid(text, relation)]:
        yield ValidationError(
            _("Write words for these steps and sheets, in this language: %(names)s."),
            params={"names": ", ".join(unsaid)},
        )


def _unsaid(text: LessonText, relation: str) -> Iterator[str]:
    """Yield the short names of rows without words.

    A title is needed, and of a translation also what its original says.
    """
    own = _by_row(text, relation)
    original = _by_row(text.translated_from, relation)
    for row in getattr(text.thing, relation).all():
        said = _said(own.get(row.pk))
        if not said >= {"title"} | _said(original.get(row.pk)):
            yield row.key


def _by_row(text: LessonText | None, relation: str) -> dict[int, StepText | SheetText]:
    """Return the words of a text by the step or sheet that they are of."""
    rows = getattr(text, relation).all() if text else ()
    return {getattr(row, f"{ROWS[relation]}_id"): row for row in rows}


def _said(row: StepText | SheetText | None) -> set[str]:
    """Return the columns that hold more than markup."""
    if row is None:
        return set()
    return {name for name in row.columns if strip_tags(getattr(row, name)).strip()}


def _undescribed_pictures(text: LessonText) -> Iterator[ValidationError]:
    described = {row.step_id for row in text.steps.all() if row.picture_description}
    steps = text.thing.steps.all()
    missing = [
        step.key for step in steps if step.picture_id and step.pk not in described
    ]
    if missing:
        yield ValidationError(
            _("Describe the pictures of these steps, in this language: %(steps)s."),
            params={"steps": ", ".join(missing)},
        )


def _wrong_minutes(text: LessonText) -> Iterator[ValidationError]:
    from toolkit.models import Age, Part

    steps = list(text.thing.steps.all())
    has_second = any(step.part == Part.EXTENSION for step in steps)
    parts = [part for part in Part if part == Part.CORE or has_second]
    for age in Age:
        for part in parts:
            found = minutes_of(steps, age, part)
            if found != MINUTES[part]:
                yield ValidationError(
                    _(
                        "%(part)s, %(age)s: the steps take %(found)s minutes together, "
                        "not %(wanted)s. Change them on the facts page."
                    ),
                    params={
                        "part": part.label,
                        "age": age.label,
                        "found": found,
                        "wanted": MINUTES[part],
                    },
                )


def _unknown_sheets(text: LessonText) -> Iterator[ValidationError]:
    known = {sheet.key for sheet in text.thing.sheets.all()}
    named = {step.sheet for step in text.thing.steps.all() if step.sheet}
    if unknown := sorted(named - known):
        yield ValidationError(
            _("Steps use sheets that the lesson does not have: %(sheets)s."),
            params={"sheets": ", ".join(unknown)},
        )


_CHECKS: Final = (
    _missing_sections,
    _missing_words,
    _undescribed_pictures,
    _wrong_minutes,
    _unknown_sheets,
)
