"""A ticket says that a code is ours, and when its form was first shown.

Nobody keeps it: the form carries it beside its code, signed.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Final

from django.core import signing

SHORTEST: Final = timedelta(seconds=3)
"""No person reads a first page and goes on sooner than this; programs do."""

_SALT: Final = "stories.tickets"


def new_ticket(code: str) -> str:
    """Return a ticket for a code, as of now."""
    return _signer().sign(code).removeprefix(f"{code}:")


def age_of(ticket: str, code: str) -> timedelta | None:
    """Return how long ago the ticket was made for this code; None if it was not."""
    try:
        _signer().unsign(f"{code}:{ticket}")
    except signing.BadSignature:
        return None
    made = signing.b62_decode(ticket.split(":")[0])
    return timedelta(seconds=max(0.0, time.time() - made))


def is_hasty(ticket: str, code: str, honeypot: str) -> bool:
    """Say whether a form looks like a program's: trap filled, or sent at once.

    Nobody is refused for it; what is sent goes into the slow lane.
    """
    age = age_of(ticket, code)
    return bool(honeypot) or age is None or age < SHORTEST


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=_SALT)
