from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from editorial.lists import shown
from languages.registry import ORIGINAL

from .searches import Search
from .suggestions import Suggestion, suggest


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what all rooms have on the reader's words."""
    search = Search(request.GET)
    found = search.results()
    meant = search.meant(found)
    pages = Paginator(range(found.total), found.per_page)
    return shown(
        request,
        "search/results.html",
        {
            "search": search,
            "words": search.words,
            "found": found,
            "facets": search.facets(found),
            "filtered": bool(search.filters.selection),
            "page": pages.page(found.page),
            "query": search.query,
            "meant": meant,
            "meant_query": search.query_with(meant),
        },
        degraded=found.degraded,
    )


@require_safe
@cache_control(no_store=True)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer a reader's first letters with titles and words, for the script."""
    found = suggest(request.GET.get("q", ""), get_language() or ORIGINAL)
    return JsonResponse({"suggestions": [_as_json(one) for one in found]})


# Nothing is kept of what somebody was about to ask.
suggestions.is_private = True  # type: ignore[attr-defined]


def _as_json(one: Suggestion) -> dict[str, str]:
    return {
        "text": one.text,
        "language": one.language,
        "direction": one.direction,
        "url": one.url,
        "room": one.room,
    }
