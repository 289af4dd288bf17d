"""The terms: a list to filter, and a page each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editorial.filters import Filters, words_of
from languages.registry import ORIGINAL
from newsroom.filters import FACETS
from newsroom.models import Module, Term
from newsroom.presentation import Entry, courses, entries

PER_PAGE = 20


@require_safe
def term_list(request: HttpRequest) -> HttpResponse:
    """Show the terms that fit, the reader's language first."""
    language = get_language() or ORIGINAL
    q = words_of(request)
    terms = Term.objects.public().found(q, language)
    filters = Filters(FACETS, request.GET)
    chosen = filters.apply(terms)
    shown = chosen if q else chosen.in_order_for(language)
    page: Page[Any] = Paginator(shown.with_rows(), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "newsroom/terms.html",
        {
            "q": q,
            "facets": filters.choices(terms),
            "page": page,
            "entries": entries(page.object_list, language),
            "query": filters.query(q),
        },
    )


@require_safe
def term_page(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Show one term; an old or missing slug leads to the present one."""
    language = get_language() or ORIGINAL
    term = get_object_or_404(Term.objects.public().with_page(), public_id=public_id)
    entry = Entry(term, language)
    if slug != entry.text.slug:
        return redirect(entry.address)
    modules = Module.objects.of_term(term)
    return render(
        request,
        "newsroom/term.html",
        {"entry": entry, "courses": courses(modules, language)},
    )
