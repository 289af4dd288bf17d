"""Every type of public page, for the tests that hold for all of them."""

from __future__ import annotations

PUBLIC_PAGES = {
    "home": "/{language}/",
    "practices": "/{language}/practices/",
    "practices filtered": "/{language}/practices/?theme=housing&country=DE",
    "practices searched": "/{language}/practices/?q=school",
    "practice": "/{language}/practices/{id}/",
    "newsroom": "/{language}/newsroom/",
    "terms": "/{language}/newsroom/terms/",
    "terms filtered": "/{language}/newsroom/terms/?problem=label&agreement=disagree",
    "terms searched": "/{language}/newsroom/terms/?q=migrant",
    "term": "/{language}/newsroom/terms/{id}/",
    "module": "/{language}/newsroom/{id}/",
    "module answered": "/{language}/newsroom/{id}/?a-one=a",
    "checklist": "/{language}/newsroom/{id}/checklist/",
    "figures": "/{language}/newsroom/figures/",
    "figures filtered": "/{language}/newsroom/figures/?kind=stock&status=current",
    "figures searched": "/{language}/newsroom/figures/?q=migrants",
    "figure": "/{language}/newsroom/figures/{id}/",
    "figures of the past": "/{language}/newsroom/figures/timeline/",
    "stories": "/{language}/stories/",
    "stories filtered": "/{language}/stories/?theme=work&use=press",
    "stories searched": "/{language}/stories/?q=bread",
    "story": "/{language}/stories/{story}/",
    "story in its own language": "/{language}/stories/{story}/?text=ar",
    "toolkit": "/{language}/toolkit/",
    "toolkit filtered": "/{language}/toolkit/?age=12-14&minutes=90&subject=civics",
    "toolkit searched": "/{language}/toolkit/?q=rumour",
    "lesson": "/{language}/toolkit/{lesson}/",
    "lesson for an age": "/{language}/toolkit/{lesson}/?age=15-18",
    "task on the wall": "/{language}/toolkit/{lesson}/project/?age=12-14&step=guess",
    "search": "/{language}/search/?q=school",
    "search empty": "/{language}/search/",
    "search narrowed": "/{language}/search/?use=print&kind=lesson&order=newest",
    "about": "/{language}/about/",
    "campaign": "/{language}/about/ask/",
}


def _term(language: str) -> str:
    from newsroom.models import Term
    from newsroom.presentation import Entry

    return Entry(Term.objects.public().get(), language).address


def _course(language: str):
    from newsroom.models import Module
    from newsroom.presentation import Course

    return Course(Module.objects.public().get(), language)


def _figure(language: str) -> str:
    from newsroom.models import Figure
    from newsroom.presentation.figures import Card

    return Card(Figure.objects.public().first(), language).address


NEWSROOM = {
    "figure": _figure,
    "term": _term,
    "module": lambda language: _course(language).address,
    "module answered": lambda language: _course(language).address + "?a-one=a",
    "checklist": lambda language: _course(language).checklist_address,
}
"""Pages whose address holds a slug."""


def address_of(page: str, language: str, practice) -> str:
    """Return the address of a page type, the record's with its present slug."""
    if page == "practice":
        from practices.presentation import Record

        return Record(practice, language).address
    if page in NEWSROOM:
        return NEWSROOM[page](language)
    from stories.models import Story

    story = Story.objects.public().first() if "{story}" in PUBLIC_PAGES[page] else None
    lesson = _lesson_path(language) if "{lesson}" in PUBLIC_PAGES[page] else None
    return PUBLIC_PAGES[page].format(language=language, story=story, lesson=lesson)


def _lesson_path(language: str) -> str:
    """Return public id and present slug of the first lesson."""
    from toolkit.models import Lesson
    from toolkit.presentation import Plan

    plan = Plan(Lesson.objects.public().first(), language)
    return f"{plan.lesson.public_id}/{plan.text.slug}"
