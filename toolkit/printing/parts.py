"""The parts of a lesson as its files say them, each in the language of its words."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.translation import gettext, ngettext

from editorial.presentation import Passage
from toolkit.parts import Lines, ShownPart, ShownPicture, ShownSheet, ShownStep
from toolkit.printing.data import Data
from toolkit.printing.language import spoken_in
from toolkit.printing.markup import tree_of


def passage_body(passage: Passage) -> Data:
    """Return a section with its heading."""
    return {
        **spoken_in(passage.text),
        "title": str(passage.heading),
        "body": tree_of(passage.markup),
    }


def part_rows(part: ShownPart) -> Data:
    """Return the first lesson or the second with its steps."""
    return {
        "title": str(part.part.label),
        "steps": [_step(shown) for shown in part.steps],
    }


def _step(shown: ShownStep) -> Data:
    words = shown.words
    sheet = shown.sheet.words.title if shown.sheet else ""
    form = shown.step.get_form_display()
    minutes = ngettext("%(count)s minute", "%(count)s minutes", shown.step.minutes) % {
        "count": shown.step.minutes
    }
    return {
        **spoken_in(words.text),
        "title": words.title,
        "time": time_of(shown),
        "form": form,
        "sheet": sheet,
        "how": " · ".join(filter(None, (minutes, form, sheet))),
        "say": tree_of(shown.body("say")),
        "do": tree_of(shown.body("do")),
        "task": tree_of(shown.body("task")),
        "picture": _picture(shown.picture),
    }


def time_of(shown: ShownStep) -> str:
    """Return from which minute to which a step lasts."""
    span = shown.times[0].span
    return f"{span.start}–{span.end}"


def _picture(shown: ShownPicture | None) -> Data | None:
    """Return a picture's file by name; the file itself goes beside the data."""
    if shown is None:
        return None
    return {
        **spoken_in(shown.words.text),
        "file": shown.picture.file.name,
        "alt": shown.words.picture_description,
        "tall": shown.is_tall,
    }


def picture_page(shown: ShownStep) -> Data:
    """Return a step's picture, to be handed round where there is no projector."""
    return {
        **spoken_in(shown.words.text),
        "title": shown.words.title,
        "notices": [],
        "picture": _picture(shown.picture),
    }


def sheet_page(shown: ShownSheet) -> Data:
    """Return one sheet for pupils."""
    return {
        **spoken_in(shown.words.text),
        "title": shown.words.title,
        "notices": shown.notices,
        "body": tree_of(shown.body),
    }


def listed(lines: Lines | None) -> Data:
    """Return lines as a list, with an empty body where there are none."""
    if lines is None:
        return {"body": []}
    items = "".join(f"<li>{escape(line)}</li>" for line in lines.items)
    return {**spoken_in(lines.text), "body": tree_of(f"<ul>{items}</ul>")}


def duration(lengths: list[int]) -> str:
    """Return how long it takes, in the words of the page."""
    words = (
        gettext("%(one)s or %(two)s minutes")
        if len(lengths) > 1
        else gettext("%(one)s minutes")
    )
    return words % dict(zip(("one", "two"), lengths, strict=False))
