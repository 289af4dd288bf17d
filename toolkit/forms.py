"""The admin forms of a lesson's facts and of its words."""

from __future__ import annotations

from typing import Any

from newsroom.figures.forms import FiguresForm, WordsWithFiguresForm
from toolkit.models import LessonText
from toolkit.querysets import classroom_stories
from toolkit.sections import ROWS


class LessonForm(FiguresForm):
    """A lesson's facts; what it can go with is read when the form is opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Named by public id: a title can hold a name.
        self.fields["story"].queryset = classroom_stories().newest_first()


class LessonTextForm(WordsWithFiguresForm):
    """A lesson's words: a row for each of its steps and sheets, and for no other."""

    rows_of_thing = {relation: (column, relation) for relation, column in ROWS.items()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for relation in ROWS:
            _begin_rows(kwargs["instance"], relation)
        super().__init__(*args, **kwargs)
        for relation, column in ROWS.items():
            for form in self.formsets[relation].forms:
                # What a row is of can't change: two that change places would collide.
                form.fields[column].disabled = form.instance.pk is not None


def _begin_rows(text: LessonText, relation: str) -> None:
    """Give the text an unsaved row without words for whatever has none."""
    rows, column = getattr(text, relation), ROWS[relation]
    begun = {getattr(row, f"{column}_id") for row in rows.all()}
    missing = (
        fact for fact in getattr(text.thing, relation).all() if fact.pk not in begun
    )
    rows.add(
        *(
            rows.model(**{column: fact, "sort_order": fact.sort_order})
            for fact in missing
        )
    )
