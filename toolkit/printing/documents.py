"""What the files of a lesson say: the teacher's plan and the pupils' sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from editorial.library import digest
from toolkit.models import Age
from toolkit.pictures import contents_of
from toolkit.presentation import Plan
from toolkit.printing.beside import figure_row, story_line, whole_story
from toolkit.printing.copies import copies
from toolkit.printing.data import Data
from toolkit.printing.language import isolated, spoken_in
from toolkit.printing.markup import whole_address
from toolkit.printing.parts import (
    duration,
    listed,
    part_rows,
    passage_body,
    picture_page,
    sheet_page,
)
from toolkit.printing.sources import source_line
from toolkit.printing.typesetting import as_pdf, pages_of

_DIGITS_OF_DIGEST: Final = 6


def teachers_plan(plan: Plan) -> Data:
    """Return all that a teacher needs, with every word to say."""
    return {
        **_frame(plan),
        "summary": plan.text.summary,
        "notices": [*plan.notices_of_figures, *_of_translation(plan)],
        "facts": _facts(plan),
        "objectives": listed(plan.objectives),
        "materials": listed(plan.materials),
        "copies": _copies(plan),
        "before": [passage_body(passage) for passage in plan.before],
        "parts": [part_rows(part) for part in plan.parts],
        "after": [passage_body(passage) for passage in plan.after],
        "figures": [figure_row(card) for card in plan.figures],
        "sources": [source_line(source.row) for source in plan.sources],
        "labels": {
            **_labels(),
            "facts": gettext("At a glance"),
            "objectives": gettext("What pupils can do afterwards"),
            "materials": gettext("What you need"),
            "copies": gettext("Sheets for the pupils"),
            "pages": gettext("Pages"),
            "time": gettext("Minutes"),
            "step": gettext("Step"),
            "form": gettext("Form"),
            "sheet": gettext("Sheet"),
            "say": gettext("You say"),
            "do": gettext("You do"),
            "task": gettext("Task for the pupils"),
            "sources": gettext("Sources"),
        },
    }


def pupils_sheets(plan: Plan) -> Data:
    """Return what pupils get in their hands: nothing of it is for the teacher.

    Of the lesson's figures these name those that stand on a sheet.
    """
    words = "".join(shown.words.markup for shown in plan.sheets)
    return {
        **_frame(plan),
        "figures": [figure_row(card) for card in plan.in_use.named_in(words)],
        "labels": _labels(),
        "at_foot": _of_translation_in_short(plan),
        "sheets": [sheet_page(shown) for shown in plan.sheets],
        "pictures": [picture_page(shown) for shown in plan.steps if shown.picture],
        "story": whole_story(plan.story) if plan.story else None,
        "story_line": None,
    }


def without_words_of_story(sheets: Data, plan: Plan) -> Data:
    """Return pupils' sheets with a story's address in its place."""
    line = story_line(plan.story) if plan.story else None
    return {**sheets, "story": None, "story_line": line}


def _always(plan: Plan, age: Age) -> bool:
    return True


def has_sheets(plan: Plan, age: Age) -> bool:
    """Return whether there is anything to hand out to an age group."""
    has_sheet = any(age in shown.sheet.ages for shown in plan.sheets)
    has_picture = any(age in shown.step.ages for shown in plan.steps if shown.picture)
    return has_sheet or has_picture or plan.story is not None


@dataclass(frozen=True)
class Printed:
    """A file with the name under which it is kept."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Document:
    """One file of a lesson: its name in addresses, its template, and what it says."""

    name: str
    label: str | Promise
    data: Callable[[Plan], Data]
    exists: Callable[[Plan, Age], bool] = _always
    plainer: Callable[[Data, Plan], Data] | None = None
    """Makes of it what is said where our fonts lack signs."""

    def versions(self, plan: Plan) -> list[Data]:
        """Return what is said, and then what is said with fewer signs."""
        said = self.data(plan)
        return [said, self.plainer(said, plan)] if self.plainer else [said]

    def printed(self, plan: Plan) -> Printed:
        """Return the file in the language that is active.

        Its name says lesson, language, version and age group in ASCII. The version ends
        in a digest, for facts, figures and a story change under the same words.
        """
        said = self.versions(plan)
        edition = f"{plan.lesson.version}.{plan.text.edition}"
        version = f"{edition}-{digest(said[0])[:_DIGITS_OF_DIGEST]}"
        ages = "-".join(age.value for age in plan.ages)
        lesson = f"philoxenia-{plan.lesson.public_id}-{plan.text.language}"
        footer = {"footer": _footer(plan, version)}
        return Printed(
            f"{lesson}-v{version}-{ages}-{self.name}.pdf",
            as_pdf(self.name, [data | footer for data in said], _pictures(plan)),
        )

    def pdf(self, plan: Plan) -> bytes:
        """Return the file alone."""
        return self.printed(plan).content


SHEETS: Final = Document(
    "sheets",
    _("Pupils' sheets (PDF)"),
    pupils_sheets,
    has_sheets,
    without_words_of_story,
)
DOCUMENTS: Final = {
    document.name: document
    for document in (
        Document("teacher", _("Teacher's plan (PDF)"), teachers_plan),
        SHEETS,
    )
}


def _copies(plan: Plan) -> list[Data]:
    if not any(SHEETS.exists(plan, age) for age in plan.ages):
        return []
    said = SHEETS.versions(plan)
    # It stands in the margin, whatever it says.
    footless = [data | {"footer": ""} for data in said]
    return copies(plan, said[0], pages_of(SHEETS.name, footless, _pictures(plan)))


def _pictures(plan: Plan) -> dict[str, bytes]:
    return contents_of(step.picture.picture for step in plan.steps if step.picture)


def _frame(plan: Plan) -> Data:
    """Return what every file says of itself."""
    return {
        **spoken_in(plan.text),
        "title": plan.text.title,
        "keywords": [str(subject) for subject in plan.lesson.subjects.all()],
    }


def _labels() -> dict[str, str]:
    """Return the headings that every file has."""
    return {"figures": gettext("Figures used here")}


def _footer(plan: Plan, version: str) -> str:
    path = reverse("toolkit:lesson_without_slug", args=[plan.lesson.public_id])
    words = gettext(
        "%(title)s · %(ages)s · version %(version)s · CC BY 4.0 · %(address)s"
    )
    return words % {
        "title": plan.text.title,
        "ages": plan.listed(str(age.label) for age in plan.ages),
        "version": isolated(version),
        "address": whole_address(path),
    }


def _of_translation(plan: Plan) -> list[str]:
    notices = [plan.notice_of_draft] if plan.notice_of_draft else []
    notices += _behind(plan)
    if plan.changes:
        parts = [capfirst(str(change.heading)) for change in plan.changes]
        notices.append(
            gettext("Changed since then: %(parts)s.") % {"parts": plan.listed(parts)}
        )
    return notices


def _behind(plan: Plan) -> list[str]:
    behind = plan.text.editions_behind
    words = ngettext(
        "The original has changed once since this translation was made.",
        "The original has changed %(count)s times since this translation was made.",
        behind,
    )
    return [words % {"count": behind}] if behind else []


def _of_translation_in_short(plan: Plan) -> list[str]:
    """Return what stands at the foot of what pupils get, as on the wall."""
    lines = []
    if plan.notice_of_draft:
        words = gettext("Translated from %(name)s by %(who)s.")
        who = plan.text.get_translator_display()
        lines.append(words % {"name": plan.original_language_name, "who": who})
    return [*lines, *_behind(plan)]


def _facts(plan: Plan) -> list[tuple[str, str]]:
    lesson = plan.lesson
    return [
        (gettext("Age"), plan.listed(str(age.label) for age in plan.ages)),
        (gettext("Time"), duration(plan.minutes)),
        (gettext("Minutes to prepare"), str(lesson.preparation_minutes)),
        (gettext("How much it may touch"), lesson.get_intensity_display()),
        (gettext("Subjects"), plan.listed(map(str, lesson.subjects.all()))),
    ]
