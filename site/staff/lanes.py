"""In whose name a guess counts: an account, an address, or a known browser.

A stranger who guesses at a name makes strangers wait. A browser in which that person
has signed in before has a lane of its own, so nobody can keep her out.
"""

from __future__ import annotations

import ipaddress
import secrets
from typing import Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

_SALT: Final = "staff.lanes"
_BROWSER_COOKIE: Final = "staff_browser"
_BROWSER_KNOWN_FOR: Final = 365 * 24 * 60 * 60
_IPV6_SITE: Final = 64
"""One household or office; RFC 6177."""


class Lanes(NamedTuple):
    """`own` ends with a right guess; in `shared` ones only the guess is taken back."""

    own: str
    shared: tuple[str, ...]


def keyed_hash(*parts: str) -> str:
    """Return what stands for these words in the database."""
    return salted_hmac(_SALT, "\0".join(parts), algorithm="sha256").hexdigest()


def lanes_of(request: HttpRequest, step: str, username: str) -> Lanes:
    """Return where a guess at this person's password or code counts."""
    name = username.strip().casefold()
    if browser := _known_browser(request, name):
        return Lanes(keyed_hash(step, "browser", browser), ())
    address = _address(request)
    return Lanes(
        keyed_hash(step, "name", name),
        (keyed_hash("address", address),) if address else (),
    )


def remember_browser(
    request: HttpRequest, response: HttpResponse, username: str
) -> None:
    """Let the browser say that this person signed in with it before."""
    name = username.strip().casefold()
    response.set_signed_cookie(
        _cookie_name(),
        f"{_known_browser(request, name) or secrets.token_hex(8)}:{keyed_hash(name)}",
        salt=_SALT,
        max_age=_BROWSER_KNOWN_FOR,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _known_browser(request: HttpRequest, name: str) -> str:
    value = request.get_signed_cookie(
        _cookie_name(), default=None, salt=_SALT, max_age=_BROWSER_KNOWN_FOR
    )
    browser, _colon, owner = (value or "").partition(":")
    return browser if owner == keyed_hash(name) else ""


def _cookie_name() -> str:
    prefix = "__Secure-" if settings.SESSION_COOKIE_SECURE else ""
    return prefix + _BROWSER_COOKIE


def _address(request: HttpRequest) -> str:
    """Return the visitor's address, or nothing where all visitors share the proxy's."""
    given = request.META.get("REMOTE_ADDR", "")
    if settings.PRODUCTION:
        # What our own proxy saw is the last one; those before it anybody can invent.
        given = request.headers.get("X-Forwarded-For", given).rpartition(",")[2]
    try:
        address = ipaddress.ip_address(given.strip())
    except ValueError:
        return ""
    if address.is_loopback:
        return ""
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/{_IPV6_SITE}", strict=False))
    return str(address)
