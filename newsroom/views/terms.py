"""The terms: a list to filter, and a page each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editorial.filters import Filters, words_of
from editorial.lists import shown
from languages.registry import ORIGINAL
from newsroom.filters import FACETS
from newsroom.models import Module, Term
from newsroom.presentation import Entry, courses, entries
from newsroom.querysets import TermQuerySet
from search.reads import listed

PER_PAGE = 20


def found(q: str) -> TermQuerySet:
    """Return the public terms that the words find, or all, the own language first."""
    language = get_language() or ORIGINAL
    public: TermQuerySet = Term.objects.public()
    return public.matching(q, language) if q else public.in_order_for(language)


@require_safe
def term_list(request: HttpRequest) -> HttpResponse:
    """Show the terms that fit, and what else could be chosen."""
    q = words_of(request)
    terms, degraded = listed(found, q)
    filters = Filters(FACETS, request.GET)
    page: Page[Any] = Paginator(filters.apply(terms).with_rows(), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return shown(
        request,
        "newsroom/terms.html",
        {
            "q": q,
            "facets": filters.choices(terms),
            "page": page,
            "entries": entries(page.object_list, get_language() or ORIGINAL),
            "query": filters.query(q),
        },
        degraded=degraded,
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
