"""The figures: a list to filter and take along, a page each, and the past in order."""

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
from newsroom.figures.exports import TABLE
from newsroom.figures.filters import FACETS
from newsroom.figures.querysets import FigureQuerySet
from newsroom.models import Figure
from newsroom.presentation.figures import Card, by_year, cards
from search.reads import listed

PER_PAGE = 20


def found(q: str) -> FigureQuerySet:
    """Return the public figures that the words find; without words all of them."""
    public: FigureQuerySet = Figure.objects.public().current_first()
    return public.found(q, get_language() or ORIGINAL)


@require_safe
def figure_list(request: HttpRequest) -> HttpResponse:
    """Show the figures that fit, and what else could be chosen."""
    q = words_of(request)
    figures, degraded = listed(found, q)
    filters = Filters(FACETS, request.GET)
    page: Page[Any] = Paginator(filters.apply(figures).with_rows(), PER_PAGE).get_page(
        request.GET.get("page")
    )
    query = filters.query(q)
    return shown(
        request,
        "newsroom/figures/list.html",
        {
            "q": q,
            "facets": filters.choices(figures),
            "page": page,
            "cards": cards(page.object_list, get_language() or ORIGINAL),
            "query": query,
            "formats": [
                (name, f"{reverse('newsroom:figures_export', args=[name])}?{query}")
                for name in FORMATS
            ],
            "feed": f"{reverse('newsroom:figures_feed')}?{query}",
        },
        degraded=degraded,
    )


@require_safe
def figure_page(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Show one figure; an old or missing slug leads to the present one."""
    language = get_language() or ORIGINAL
    figure = get_object_or_404(Figure.objects.public().with_page(), public_id=public_id)
    card = Card(figure, language)
    if slug != card.text.slug:
        return redirect(card.address)
    versions = cards(Figure.objects.versions_of(figure), language)
    return render(
        request,
        "newsroom/figures/figure.html",
        {
            "card": card,
            "newest": versions[0],
            "versions": [each for each in versions if each.figure != figure],
            "not_comparable": cards(Figure.objects.not_comparable_to(figure), language),
        },
    )


@require_safe
def figure_timeline(request: HttpRequest) -> HttpResponse:
    """Show the historical figures year by year."""
    figures = Figure.objects.public().historical_by_period().with_rows()
    past = cards(figures, get_language() or ORIGINAL)
    return render(request, "newsroom/figures/timeline.html", {"years": by_year(past)})


@require_safe
def figure_export(request: HttpRequest, name: str) -> HttpResponse:
    """Give the filtered list as a file."""
    if name not in FORMATS:
        raise Http404
    figures, degraded = listed(found, words_of(request))
    if degraded:
        return unavailable(request)
    chosen = Filters(FACETS, request.GET).apply(figures).with_page()
    return FORMATS[name](TABLE, cards(chosen.at_length(), get_language() or ORIGINAL))
