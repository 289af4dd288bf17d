"""Every type of public page, for the tests that hold for all of them."""

from __future__ import annotations

PUBLIC_PAGES = {
    "home": "/{language}/",
    "practices": "/{language}/practices/",
    "practices filtered": "/{language}/practices/?theme=housing&country=DE",
    "practices searched": "/{language}/practices/?q=school",
    "practice": "/{language}/practices/{id}/",
    "stories": "/{language}/stories/",
    "stories filtered": "/{language}/stories/?theme=work&use=press",
    "stories searched": "/{language}/stories/?q=bread",
    "story": "/{language}/stories/{story}/",
    "story in its own language": "/{language}/stories/{story}/?text=ar",
    "search": "/{language}/search/?q=school",
    "search empty": "/{language}/search/",
    "room to come": "/{language}/toolkit/",
    "about": "/{language}/about/",
}


def address_of(page: str, language: str, practice) -> str:
    """Return the address of a page type, the record's with its present slug."""
    if page == "practice":
        from practices.presentation import Record

        return Record(practice, language).address
    from stories.models import Story

    story = Story.objects.public().first() if "{story}" in PUBLIC_PAGES[page] else None
    return PUBLIC_PAGES[page].format(language=language, story=story)
