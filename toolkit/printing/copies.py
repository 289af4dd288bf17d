"""What a teacher copies: the file of pupils' sheets, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from toolkit.parts import ShownStep
from toolkit.presentation import Plan
from toolkit.printing.data import Data
from toolkit.printing.language import Spoken, spoken_in
from toolkit.printing.parts import time_of
from toolkit.printing.typesetting import Pages


def copies(plan: Plan, sheets: Data, pages: Iterable[Pages]) -> list[Data]:
    """Return what lies on which pages, when it is needed, and who works with whom."""
    return [
        {**row, "pages": str(first) if first == last else f"{first}–{last}"}
        for row, (first, last) in zip(_rows(plan, sheets), pages, strict=True)
    ]


def _rows(plan: Plan, sheets: Data) -> Iterator[Data]:
    """Yield a row for each part of the file, in its order."""
    for sheet in plan.sheets:
        steps = [shown for shown in plan.steps if shown.sheet == sheet]
        yield _row(sheet.words.text, sheet.words.title, steps)
    for shown in plan.steps:
        if shown.picture:
            yield _row(shown.words.text, shown.words.title, [shown])
    if sheets["figures"]:
        yield _row(plan.text, gettext("Figures used here"))
    if plan.story:
        # By no title of its own: our fonts may lack its signs.
        yield _row(plan.text, gettext("A story that goes with it"))


def _row(text: Spoken, title: str, steps: Iterable[ShownStep] = ()) -> Data:
    forms = dict.fromkeys(shown.step.get_form_display() for shown in steps)
    return {
        **spoken_in(text),
        "title": title,
        "time": ", ".join(time_of(shown) for shown in steps),
        "form": ", ".join(forms),
    }
