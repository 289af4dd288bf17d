"""Validators for public pages, so that a reader's browser need not load them twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition

from search.actions import content_version

_ASKED_EACH_TIME: Final[dict[str, bool | int]] = {"public": True, "no_cache": True}
_KEEPING: Final[dict[str, dict[str, bool | int]]] = {
    # No proxy may keep a story: it must be gone the moment it is taken back.
    "stories": {"no_cache": True},
    # A lesson may name one.
    "toolkit": {"no_cache": True},
    # A campaign gathers them.
    "wagtail_serve": {"no_cache": True},
    # A search finds them; the API is called by its library's name.
    "search": {"no_cache": True},
    "ninja": {"no_cache": True},
    # A pattern tells nothing, and a wall of them would be asked for one by one.
    "story_cover": {"public": True, "max_age": 60},
}
"""What may be kept, by room or name of address, where it is not what pages allow."""
NOT_PAGES: Final = ("/admin/", "/livez", "/readyz", "/media/", "/static/")
_STAMP: Final = "_philoxenia_content_version"


class ConditionalMiddleware:
    """Gives every public page an ETag that changes whenever the page would.

    It is made of the content's version, the day, the language, the release and who runs
    the copy, so an unchanged page costs one query and no rendering.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        if request.method not in ("GET", "HEAD") or request.path.startswith(NOT_PAGES):
            return None
        if getattr(view, "is_private", False):
            return None
        response: HttpResponse = condition(etag_func=_etag)(view)(
            request, *args, **kwargs
        )
        patch_cache_control(response, **_keeping(request))
        if "no-store" in response["Cache-Control"]:
            # Such a page may change although nothing else does.
            del response["ETag"]
        return response


def _keeping(request: HttpRequest) -> dict[str, bool | int]:
    match = request.resolver_match
    name = (match.app_name or match.view_name) if match else ""
    return _KEEPING.get(name, _ASKED_EACH_TIME)


def _etag(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str:
    parts = (
        content_version(),
        timezone.localdate().isoformat(),
        get_language() or "",
        settings.RELEASE,
        *settings.OPERATOR.values(),
    )
    digest = hashlib.blake2b("|".join(parts).encode(), digest_size=12).hexdigest()
    return f'"{digest}"'
