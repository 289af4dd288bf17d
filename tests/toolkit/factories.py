"""Lessons made through the same actions as in the running site."""

from __future__ import annotations

from datetime import date

from editorial.actions import publish, save_facts
from editorial.library import read_yaml
from editorial.models import locale_of
from newsroom.models import Figure
from tests.factories import ConceptFactory
from tests.newsroom.figures import FACTS
from toolkit.loader import LessonLoader
from toolkit.models import (
    Fact,
    Lesson,
    LessonSource,
    LessonStep,
    LessonText,
    Sheet,
    SheetText,
    StepText,
)
from toolkit.printing.data import Data

BOTH = ["12-14", "15-18"]
STEPS = (
    ("guess", 15, "core", BOTH),
    ("read-easy", 30, "core", ["12-14"]),
    ("read-closely", 30, "core", ["15-18"]),
    ("write", 45, "extension", BOTH),
)
"""Key, minutes, part and ages of steps that fill two lessons."""
SHEET = "### Who?\n\n| Who | When |\n| --- | --- |\n| A | |\n\n- [ ] true\n\n____\n"


def make_lesson(
    *,
    title: str = "Who says so?",
    languages: tuple[str, ...] = ("en",),
    subjects: tuple[str, ...] = (),
    themes: tuple[str, ...] = (),
    steps=STEPS,
    sourced: bool = True,
    live: bool = True,
    words: dict[str, str] | None = None,
    figures: tuple[Figure, ...] = (),
    pictures: dict[str, object] | None = None,
    **facts: object,
) -> Lesson:
    """Return a lesson with published texts; the first language is the original.

    `pictures` are by the steps' keys; words describe each.
    """
    lesson = Lesson(**{"intensity": 2, "preparation_minutes": 10, **facts})
    lesson.subjects = [ConceptFactory(kind="subject", slug=slug) for slug in subjects]
    lesson.themes = [ConceptFactory(kind="theme", slug=slug) for slug in themes]
    lesson.steps = [
        LessonStep(
            key=key,
            minutes=minutes,
            form="pairs",
            part=part,
            ages=ages,
            sheet="cards" if key == "guess" else "",
            picture=(pictures or {}).get(key),
            sort_order=position,
        )
        for position, (key, minutes, part, ages) in enumerate(steps)
    ]
    lesson.figures = list(figures)
    lesson.sheets = [Sheet(key="cards", ages=BOTH)]
    if sourced:
        lesson.sources = [
            LessonSource(
                title="A report",
                url="https://example.org/report",
                publisher="Example Office",
                read_on=date(2026, 11, 23),
                backs=Fact.values,
            )
        ]
    save_facts(lesson)
    original = None
    for language in languages:
        text = make_text(lesson, language, title, original, **(words or {}))
        if live:
            publish(text)
            text.refresh_from_db()
        else:
            text.save()
        original = original or text
    return lesson


def make_text(
    lesson: Lesson,
    language: str,
    title: str,
    original: LessonText | None,
    **words: str,
) -> LessonText:
    """Return the words of a lesson, each saying which it is; not saved."""
    text = LessonText(
        thing=lesson,
        locale=locale_of(language),
        translation_key=lesson.translation_key,
        title=title if original is None else f"{title} ({language})",
        translated_from=original,
        from_edition=original.edition if original else None,
        live=False,
        **{
            "summary": "Pupils check a rumour.",
            "objectives": "Pupils can check.\nPupils can answer.",
            "background": "<p>Background words.</p>",
            "content_note": "<p>Content note.</p>",
            "opt_out": "<p>The other task.</p>",
            "debrief": "<p>How to end.</p>",
            **words,
        },
    )
    text.steps = [
        StepText(
            step=step,
            title=f"Title of {step.key}",
            say=f"<p>Teacher says {step.key}</p>",
            do=f"<p>Teacher does {step.key}</p>",
            task=f"<p>Pupils do {step.key}</p>",
            picture_description=f"Seen in {language}." if step.picture_id else "",
            sort_order=step.sort_order,
        )
        for step in lesson.steps.all()
    ]
    text.sheets = [
        SheetText(sheet=sheet, title="Cards", body=SHEET)
        for sheet in lesson.sheets.all()
    ]
    return text


def make_figures_of_shipped_lessons() -> None:
    """Make figures without words of all that shipped lessons name."""
    facts = (read_yaml(file) for file in LessonLoader.folder.glob("*/facts.yaml"))
    keys = {key for values in facts for key in values["figures"]}
    Figure.objects.bulk_create(Figure(**FACTS, key=key) for key in sorted(keys))


def one_sheet(body: list[object], language: str = "en", **data: object) -> Data:
    """Return what the file of pupils' sheets gets, of one sheet with this body."""
    spoken = {"lang": language, "dir": "ltr"}
    return {
        **spoken,
        "title": "A title",
        "keywords": [],
        "footer": "",
        "labels": {"figures": ""},
        "at_foot": [],
        "figures": [],
        "sheets": [{**spoken, "title": "A sheet", "notices": [], "body": body}],
        "pictures": [],
        "story": None,
        "story_line": None,
        **data,
    }
