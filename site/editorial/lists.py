"""How a room's list is shown, also where nobody could look for the words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

SOON: Final = 60
"""Seconds after which it is worth asking again."""


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
    """Answer instead of a file or feed that would hold what nobody asked for."""
    response = render(request, "500.html", status=503)
    response["Retry-After"] = str(SOON)
    patch_cache_control(response, no_store=True)
    return response
