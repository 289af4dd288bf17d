"""What keeps a lesson from being published in one language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editorial.html import plain_text
from toolkit.sections import NEEDED
from toolkit.timing import MINUTES, minutes_of

if TYPE_CHECKING:
    from toolkit.models import LessonText


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


_CHECKS: Final = (_missing_sections, _wrong_minutes, _unknown_sheets)
