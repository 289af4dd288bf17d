"""A room's own list of what words find, also while there is no index to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from .engines.base import Unavailable

Things = TypeVar("Things", bound="QuerySet[Any]")

SOON: Final = 60
"""Seconds after which it is worth asking again."""


def listed(found: Callable[[str], Things], q: str) -> tuple[Things, bool]:
    """Return what the words find; without an index everything instead, and True."""
    try:
        return found(q), False
    except Unavailable:
        return found(""), True


def shown(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, degraded: bool
) -> HttpResponse:
    """Show a list; one that was made without an index is kept nowhere."""
    response = render(request, template, {**context, "degraded": degraded})
    if degraded:
        # The index may answer again before anything else changes.
        patch_cache_control(response, no_store=True)
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer instead of a file that would hold what nobody asked for."""
    response = render(request, "500.html", status=503)
    response["Retry-After"] = str(SOON)
    patch_cache_control(response, no_store=True)
    return response
