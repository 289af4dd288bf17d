"""What readers see of the stories: the wall, one story, its cover."""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editorial.filters import Filters, words_of
from editorial.lists import shown
from languages.registry import ORIGINAL
from search.reads import listed
from stories.calls import call_in
from stories.covers import woven_cover
from stories.filters import FACETS
from stories.models import Story, Tombstone
from stories.presentation import Reading, readings
from stories.querysets import StoryQuerySet

PER_PAGE: Final = 24
MOST_NEAR: Final = 3
"""Stories like this one that a page shows."""


def found(q: str) -> StoryQuerySet:
    """Return all public stories, own language first, or those that the words find."""
    language = get_language() or ORIGINAL
    public = Story.objects.public()
    return public.matching(q, language) if q else public.readable_first(language)


@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    """Show the stories that fit, and what else could be chosen."""
    language = get_language() or ORIGINAL
    q = words_of(request)
    stories, degraded = listed(found, q)
    filters = Filters(FACETS, request.GET)
    page: Page[Any] = Paginator(filters.apply(stories.with_rows()), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return shown(
        request,
        "stories/list.html",
        {
            "q": q,
            "call": call_in(language),
            "facets": filters.choices(stories),
            "page": page,
            "readings": readings(page.object_list, language),
            "query": filters.query(q),
        },
        degraded=degraded,
    )


@require_safe
def story_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one story in the reader's language, or in the one that she asks for."""
    language = get_language() or ORIGINAL
    public = Story.objects.public().with_rows()
    story = public.filter(public_id=public_id).first()
    if story is None:
        return not_there(request, public_id)
    return render(
        request,
        "stories/story.html",
        {
            "reading": Reading(story, language, request.GET.get("text", "")),
            "near": readings(public.like(story)[:MOST_NEAR], language),
        },
    )


def not_there(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer 410 where a story was taken back, 404 where none is to be seen."""
    if Tombstone.objects.marks(public_id):
        return render(request, "410.html", status=410)
    raise Http404


@require_safe
def cover(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a public story's woven cover as SVG."""
    themes = (
        Story.objects.public()
        .filter(public_id=public_id)
        .values_list("themes__slug", flat=True)
    )
    # A story without themes gives one row without a slug.
    if not themes:
        return not_there(request, public_id)
    svg = woven_cover(public_id, [theme for theme in themes if theme])
    return HttpResponse(svg, content_type="image/svg+xml")
