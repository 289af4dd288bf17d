"""What teachers see of the lessons: the list, a lesson, and a task on the wall."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editorial.filters import Filters, words_of
from editorial.lists import shown
from languages.registry import ORIGINAL
from search.reads import listed
from toolkit.filters import FACETS
from toolkit.models import Age, Lesson
from toolkit.presentation import Plan, plans
from toolkit.projector import slide_of
from toolkit.querysets import LessonQuerySet

PER_PAGE = 20


def found(q: str) -> LessonQuerySet:
    """Return all public lessons, or those that the words find."""
    public = Lesson.objects.public()
    if q:
        return public.matching(q, get_language() or ORIGINAL)
    return public.newest_first()


@require_safe
def lesson_list(request: HttpRequest) -> HttpResponse:
    """Show the lessons that fit, and what else could be chosen."""
    q = words_of(request)
    lessons, degraded = listed(found, q)
    filters = Filters(FACETS, request.GET)
    page: Page[Any] = Paginator(filters.apply(lessons).with_rows(), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return shown(
        request,
        "toolkit/list.html",
        {
            "q": q,
            "facets": filters.choices(lessons),
            "page": page,
            "plans": plans(page.object_list, get_language() or ORIGINAL),
            "query": filters.query(q),
        },
        degraded=degraded,
    )


@require_safe
def lesson_plan(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Show one lesson; an old or missing slug leads to the present one."""
    plan = _plan(public_id, Age.parse(request.GET.get("age")))
    if slug != plan.text.slug:
        query = request.GET.urlencode()
        return redirect(f"{plan.address}?{query}" if query else plan.address)
    return render(request, "toolkit/lesson.html", {"plan": plan})


@require_safe
def project(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Show the task of one step to the class."""
    age = Age.parse(request.GET.get("age")) or Age.YOUNGER
    slide = slide_of(_plan(public_id, age), request.GET.get("step", ""))
    if slide is None:
        raise Http404
    return render(request, "toolkit/project.html", {"slide": slide})


def _plan(public_id: str, age: Age | None) -> Plan:
    lesson = get_object_or_404(Lesson.objects.public().with_plan(), public_id=public_id)
    return Plan(lesson, get_language() or ORIGINAL, age=age)
