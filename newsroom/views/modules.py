"""The newsroom's front, a training module with its quiz, and its checklist."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from languages.registry import ORIGINAL
from newsroom.models import Module
from newsroom.presentation import Course, courses, module_context


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the modules, and the ways to terms and figures."""
    language = get_language() or ORIGINAL
    modules = Module.objects.public().readable_first(language).with_rows()
    return render(
        request, "newsroom/front.html", {"courses": courses(modules, language)}
    )


@require_safe
def module_page(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Show one module; answers to its quiz stand in the address."""
    course = _course(public_id)
    if slug != course.text.slug:
        return _with_query(request, course.address)
    return render(request, "newsroom/module.html", module_context(course, request.GET))


@require_safe
def module_checklist(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Show a module's checklist alone, to be printed."""
    course = _course(public_id)
    if slug != course.text.slug:
        return _with_query(request, course.checklist_address)
    return render(request, "newsroom/checklist.html", {"course": course})


def _course(public_id: str) -> Course:
    module = get_object_or_404(Module.objects.public().with_page(), public_id=public_id)
    return Course(module, get_language() or ORIGINAL)


def _with_query(request: HttpRequest, address: str) -> HttpResponseRedirect:
    """Lead on without losing the answers."""
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)
