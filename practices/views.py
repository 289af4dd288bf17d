"""What readers see of the practices: the list in every form, and a record."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editorial.exports import FORMATS
from editorial.filters import Filters, words_of
from editorial.lists import shown, unavailable
from languages.registry import ORIGINAL
from practices.exports import TABLE
from practices.filters import FACETS
from practices.models import Evidence, Fact, Practice
from practices.presentation import Record, records
from practices.querysets import PracticeQuerySet
from search.reads import listed

PER_PAGE = 20


def found(q: str) -> PracticeQuerySet:
    """Return all public practices, or those that the words find."""
    public = Practice.objects.public()
    if q:
        return public.matching(q, get_language() or ORIGINAL)
    return public.newest_first()


@require_safe
def practice_list(request: HttpRequest) -> HttpResponse:
    """Show the practices that fit, and what else could be chosen."""
    q = words_of(request)
    practices, degraded = listed(found, q)
    filters = Filters(FACETS, request.GET)
    chosen = filters.apply(practices)
    page: Page[Any] = Paginator(chosen.with_rows(), PER_PAGE).get_page(
        request.GET.get("page")
    )
    query = filters.query(q)
    return shown(
        request,
        "practices/list.html",
        {
            "q": q,
            "facets": filters.choices(practices),
            "page": page,
            "known": [(Fact(name).label, n) for name, n in chosen.known().items()],
            "records": records(page.object_list, get_language() or ORIGINAL),
            "query": query,
            "formats": [
                (name, f"{reverse('practices:export', args=[name])}?{query}")
                for name in FORMATS
            ],
            "feed": f"{reverse('practices:feed')}?{query}",
        },
        degraded=degraded,
    )


@require_safe
def practice_record(
    request: HttpRequest, public_id: str, slug: str = ""
) -> HttpResponse:
    """Show one record; an old or missing slug leads to the present one."""
    practice = get_object_or_404(
        Practice.objects.public().with_record(), public_id=public_id
    )
    record = Record(practice, get_language() or ORIGINAL)
    if slug != record.text.slug:
        return redirect(record.address)
    return render(
        request,
        "practices/record.html",
        {"record": record, "evidence_scale": Evidence},
    )


@require_safe
def practice_export(request: HttpRequest, name: str) -> HttpResponse:
    """Give the filtered list as a file."""
    if name not in FORMATS:
        raise Http404
    practices, degraded = listed(found, words_of(request))
    if degraded:
        return unavailable(request)
    chosen = Filters(FACETS, request.GET).apply(practices).with_record()
    return FORMATS[name](TABLE, records(chosen.at_length(), get_language() or ORIGINAL))
