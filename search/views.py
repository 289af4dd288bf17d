from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .searches import Search


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what all rooms have on the reader's words."""
    search = Search(request.GET)
    found = search.results()
    pages = Paginator(range(found.total), found.per_page)
    return render(
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
        },
    )
