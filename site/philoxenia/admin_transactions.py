"""Every write in the admin happens whole or not at all.

Wagtail publishes outside any transaction; without this a published text could lack the
row that brings it into the search index.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from wagtail.utils.urlpatterns import decorate_urlpatterns

_SAFE: Final = ("GET", "HEAD", "OPTIONS")
# Slow work that must not hold SQLite's write lock, or that writes nothing lasting.
NOT_ATOMIC: Final = (
    "wagtailadmin_sessions",
    "preview_on_add",
    "preview_on_edit",
    "wagtailimages:add",
    "wagtailimages:add_multiple",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:edit",
    "wagtailimages_chooser:create",
    # Its actions are transactions of their own: a key goes before the rows it opens.
    "stories_desk",
)


def atomic_writes(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run the view's unsafe requests in one transaction, save the listed exceptions."""
    in_transaction = transaction.atomic(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        match = request.resolver_match
        names = (
            ()
            if match is None
            else (match.view_name, match.url_name, *match.namespaces)
        )
        if request.method in _SAFE or any(name in NOT_ATOMIC for name in names):
            return view(request, *args, **kwargs)
        return in_transaction(request, *args, **kwargs)

    return wrapped


def with_atomic_writes(patterns: list[Any]) -> list[Any]:
    """Return the admin's addresses with every view wrapped."""
    return decorate_urlpatterns(patterns, atomic_writes)
