"""What the files of a lesson say: the teacher's plan and the pupils' sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from editorial.presentation import Passage, ShownSource
from toolkit.parts import ShownPart, ShownStep
from toolkit.presentation import Plan
from toolkit.printing.markup import Node, tree_of
from toolkit.printing.typesetting import as_pdf

Data = dict[str, Any]


def teachers_plan(plan: Plan) -> Data:
    """Return all that a teacher needs, with every word to say."""
    return {
        **_frame(plan),
        "summary": plan.text.summary,
        "notices": _notices(plan),
        "facts": _facts(plan),
        "objectives": _listed(plan.objectives.items if plan.objectives else []),
        "materials": _listed(plan.materials.items if plan.materials else []),
        "before": [_passage(passage) for passage in plan.before],
        "parts": [_part(part) for part in plan.parts],
        "after": [_passage(passage) for passage in plan.after],
        "sources": [_source(source) for source in plan.sources],
        "labels": {
            "facts": gettext("At a glance"),
            "objectives": gettext("What pupils can do afterwards"),
            "materials": gettext("What you need"),
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
    """Return the sheets alone: nothing on them is for the teacher."""
    return {
        **_frame(plan),
        "labels": {},
        "sheets": [
            {"title": shown.words.title, "body": tree_of(shown.words.markup)}
            for shown in plan.sheets
        ],
    }


@dataclass(frozen=True)
class Document:
    """One file of a lesson: its name in addresses, its template, and what it says."""

    name: str
    label: str | Promise
    data: Callable[[Plan], Data]

    def pdf(self, plan: Plan) -> bytes:
        """Return the file in the language that is active."""
        return as_pdf(self.name, self.data(plan))

    def file_name(self, plan: Plan) -> str:
        """Return a name in ASCII that says lesson, language, version and age group."""
        ages = "-".join(age.value for age in plan.ages)
        version = f"v{plan.lesson.version}.{plan.text.edition}"
        lesson = f"philoxenia-{plan.lesson.public_id}-{plan.text.language}"
        return f"{lesson}-{version}-{ages}-{self.name}.pdf"


DOCUMENTS: Final = {
    document.name: document
    for document in (
        Document("teacher", _("Teacher's plan (PDF)"), teachers_plan),
        Document("sheets", _("Pupils' sheets (PDF)"), pupils_sheets),
    )
}


def _frame(plan: Plan) -> Data:
    """Return what every page of every file says."""
    path = reverse("toolkit:lesson_without_slug", args=[plan.lesson.public_id])
    return {
        "title": plan.text.title,
        "language": plan.text.language,
        "direction": plan.text.direction,
        "keywords": [str(subject) for subject in plan.lesson.subjects.all()],
        "footer": gettext(
            "%(title)s · %(ages)s · version %(version)s · CC BY 4.0 · %(address)s"
        )
        % {
            "title": plan.text.title,
            "ages": plan.listed(str(age.label) for age in plan.ages),
            "version": f"{plan.lesson.version}.{plan.text.edition}",
            "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}",
        },
    }


def _notices(plan: Plan) -> list[str]:
    notices = []
    if plan.is_machine_draft:
        notices.append(gettext("Drafted by a machine, awaiting a teacher's review."))
    if behind := plan.text.editions_behind:
        notices.append(
            ngettext(
                "The original has changed once since this translation was made.",
                "The original has changed %(count)s times since this translation "
                "was made.",
                behind,
            )
            % {"count": behind}
        )
    if plan.changes:
        parts = [capfirst(str(change.heading)) for change in plan.changes]
        notices.append(
            gettext("Changed since then: %(parts)s.") % {"parts": plan.listed(parts)}
        )
    return notices


def _facts(plan: Plan) -> list[tuple[str, str]]:
    lesson = plan.lesson
    return [
        (gettext("Age"), plan.listed(str(age.label) for age in plan.ages)),
        (gettext("Minutes"), plan.listed(map(str, plan.minutes))),
        (gettext("Minutes to prepare"), str(lesson.preparation_minutes)),
        (gettext("How much it may touch"), lesson.get_intensity_display()),
        (gettext("Subjects"), plan.listed(map(str, lesson.subjects.all()))),
    ]


def _passage(passage: Passage) -> tuple[str, list[Node]]:
    return str(passage.heading), tree_of(passage.markup)


def _part(part: ShownPart) -> Data:
    return {
        "title": str(part.part.label),
        "steps": [_step(shown) for shown in part.steps],
    }


def _step(shown: ShownStep) -> Data:
    sheet = shown.sheet.words.title if shown.sheet else ""
    form = shown.step.get_form_display()
    span = shown.times[0].span
    minutes = ngettext("%(count)s minute", "%(count)s minutes", shown.step.minutes) % {
        "count": shown.step.minutes
    }
    return {
        "title": shown.words.title if shown.words else capfirst(shown.step.key),
        "time": f"{span.start}–{span.end}",
        "form": form,
        "sheet": sheet,
        "how": " · ".join(filter(None, (minutes, form, sheet))),
        "say": tree_of(shown.words.say if shown.words else ""),
        "do": tree_of(shown.words.do if shown.words else ""),
        "task": tree_of(shown.words.task if shown.words else ""),
    }


def _source(source: ShownSource) -> Data:
    day = date_format(source.row.read_on, "DATE_FORMAT")
    return {
        "words": gettext("%(title)s, %(publisher)s. Read on %(day)s.")
        % {
            "title": source.row.title,
            "publisher": source.row.publisher,
            "day": day,
        },
        "url": source.row.url,
    }


def _listed(lines: list[str]) -> list[Node]:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return tree_of(f"<ul>{items}</ul>") if items else []
