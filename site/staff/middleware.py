"""What holds for everybody who is signed in: a second factor, and an end to the day."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled

IDLE_SECONDS: Final = 2 * 60 * 60
_NOTED_EVERY: Final = 5 * 60
_SINCE, _SEEN = "staff_since", "staff_seen"

OPEN_WITHOUT_SECOND_FACTOR: Final = (
    "account_login",
    "account_reauthenticate",
    "mfa_activate_totp",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
)
"""What the set-up page needs, and the way out."""
# An open editor calls these by itself, also when nobody sits before it.
_NOT_A_SIGN_OF_LIFE: Final = ("wagtailadmin_editing_sessions",)


class StaffMiddleware:
    """Guards the admin's addresses; the public ones know no session at all."""

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
        if not request.path.startswith(settings.SESSION_COOKIE_PATH):
            return None
        if not request.user.is_authenticated:
            return None
        if _has_ended(request):
            logout(request)
            return None
        if _lacks_second_factor(request):
            return redirect("mfa_activate_totp")
        return None


def _has_ended(request: HttpRequest) -> bool:
    """Whether the day is over or nobody was there; notes who is, now and then."""
    now = int(time.time())
    since = request.session.setdefault(_SINCE, now)
    seen = request.session.setdefault(_SEEN, now)
    if now - since > settings.SESSION_COOKIE_AGE or now - seen > IDLE_SECONDS:
        return True
    match = request.resolver_match
    alive = match is None or match.namespace not in _NOT_A_SIGN_OF_LIFE
    if alive and now - seen > _NOTED_EVERY:
        request.session[_SEEN] = now
    return False


def _lacks_second_factor(request: HttpRequest) -> bool:
    match = request.resolver_match
    if not settings.PRODUCTION or match is None:
        return False
    if match.view_name in OPEN_WITHOUT_SECOND_FACTOR:
        return False
    return not is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
