from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editorial.filters import Filters
from languages.registry import ORIGINAL

from .facets import FACETS
from .forms import SearchForm
from .reads import find


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what all rooms have on the reader's words."""
    form = SearchForm(request.GET)
    # No field can fail; validating is how a form fills `cleaned_data`.
    form.is_valid()
    words = form.cleaned_data["q"]
    filters = Filters(FACETS, request.GET)
    found = find(
        words,
        language=get_language() or ORIGINAL,
        filters=filters.selection,
        page=form.cleaned_data["page"],
    )
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
        },
    )
