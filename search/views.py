from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from editorial.filters import Filters
from languages.registry import ORIGINAL

from .facets import FACETS
from .forms import SearchForm
from .reads import find
from .suggestions import Suggestion, did_you_mean, suggest


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what all rooms have on the reader's words."""
    form = SearchForm(request.GET)
    # No field can fail; validating is how a form fills `cleaned_data`.
    form.is_valid()
    words = form.cleaned_data["q"]
    filters = Filters(FACETS, request.GET)
    language = get_language() or ORIGINAL
    found = find(
        words,
        language=language,
        filters=filters.selection,
        page=form.cleaned_data["page"],
    )
    enough = found.degraded or (found.hits and found.all_words)
    meant = "" if enough else did_you_mean(words, language, filters.selection)
    pages = Paginator(range(found.total), found.per_page)
    return render(
        request,
        "search/results.html",
        {
            "words": words,
            "found": found,
            "facets": filters.with_counts(
                {name: dict(counts) for name, counts in found.facets.items()}
            ),
            "filtered": bool(filters.selection),
            "page": pages.page(found.page),
            "query": filters.query(words),
            "meant": meant,
            "meant_query": filters.query(meant),
        },
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
