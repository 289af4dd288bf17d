"""Which security headers an answer carries: a table by path, first match wins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

_CLOSED_POWERS: Final = ", ".join(
    f"{power}=()"
    for power in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


def _policy(**directives: str) -> str:
    return "; ".join(
        f"{name.replace('_', '-')} {value}" for name, value in directives.items()
    )


_PUBLIC: Final = {
    "Content-Security-Policy": _policy(
        default_src="'none'",
        script_src="'self'",
        style_src="'self'",
        img_src="'self'",
        font_src="'self'",
        media_src="'self'",
        connect_src="'self'",
        manifest_src="'self'",
        form_action="'self'",
        base_uri="'none'",
        frame_ancestors="'none'",
    ),
    "Permissions-Policy": _CLOSED_POWERS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# What it answers is public, so any page of any site may ask.
_API: Final = {
    **_PUBLIC,
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
# Wagtail's admin starts its widgets with inline scripts and styles.
_ADMIN: Final = {
    **_PUBLIC,
    "Content-Security-Policy": _policy(
        default_src="'self'",
        script_src="'self' 'unsafe-inline'",
        style_src="'self' 'unsafe-inline'",
        img_src="'self' data: blob:",
        object_src="'none'",
        base_uri="'self'",
        form_action="'self'",
        frame_ancestors="'self'",
    ),
    "Cache-Control": "no-store",
}

POLICIES: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("/admin/", _ADMIN),
    ("/api/", _API),
    ("/", _PUBLIC),
)


class HeaderPolicyMiddleware:
    """Adds the headers of the first policy whose path begins the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = next(
            headers for path, headers in POLICIES if request.path.startswith(path)
        )
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
