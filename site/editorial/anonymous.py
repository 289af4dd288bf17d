"""Forms for people without an account: no cookie, no address that tells, no copy kept.

Such a form carries no authority of the browser's, so there is nothing for another site
to borrow; it is refused all the same, because it would write in her name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]

_OWN: Final = ("same-origin", "none")
"""Values of `Sec-Fetch-Site` for a form of ours, and for a reload by hand."""


def anonymous_form(view: View) -> View:
    """Take GET and POST of our own pages alone; nobody keeps the answer.

    Another site's POST is forbidden. One whose origin the browser hides (`null`)
    reaches the view with `request.origin_hidden` set: show her words, write nothing.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        hidden = False
        if request.method == "POST":
            hidden = _is_hidden(request)
            if not hidden and _is_foreign(request):
                raise PermissionDenied
        request.origin_hidden = hidden  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        return response

    answering = require_http_methods(["GET", "HEAD", "POST"])(
        csrf_exempt(sensitive_post_parameters()(guarded))
    )
    # The middleware gives no validator to what nobody may keep.
    answering.is_private = True  # type: ignore[attr-defined]
    return answering


def _is_hidden(request: HttpRequest) -> bool:
    return (
        "Sec-Fetch-Site" not in request.headers
        and request.headers.get("Origin") == "null"
    )


def _is_foreign(request: HttpRequest) -> bool:
    """Say whether the browser names another site; old ones name none."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in _OWN
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()
