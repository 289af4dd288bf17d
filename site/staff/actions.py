"""What happens at the door of the admin, one verb each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from allauth.mfa.models import Authenticator

from staff.lanes import Lanes, keyed_hash
from staff.models import SpentCode, User, WrongGuesses

SLOW_DOWN: Final = "slow_down"
_STEPS: Final = ("password", "code")


class SlowDown(ValidationError):
    """Too many wrong guesses; says when the next one is looked at."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = math.ceil(wait.total_seconds())
        super().__init__(
            ngettext_lazy(
                "Too many wrong tries. Try again in one minute.",
                "Too many wrong tries. Try again in %(minutes)d minutes.",
                "minutes",
            ),
            code=SLOW_DOWN,
            params={"minutes": math.ceil(self.seconds / 60)},
        )


@dataclass(frozen=True)
class Guess:
    """A guess that counts as wrong until it is said to be right."""

    lanes: Lanes

    @transaction.atomic
    def was_right(self) -> None:
        """Forget the wrong ones before it, and this one in the lanes of others."""
        WrongGuesses.objects.filter(lane=self.lanes.own).delete()
        WrongGuesses.objects.filter(lane__in=self.lanes.shared, count__gt=0).update(
            count=F("count") - 1
        )


@transaction.atomic
def begin_guess(lanes: Lanes) -> Guess:
    """Count a guess before looking at it, so that many at once gain nothing.

    Raises SlowDown, and then counts nothing.
    """
    now = timezone.now()
    WrongGuesses.objects.forgotten(now).delete()
    rows = []
    for lane in sorted((lanes.own, *lanes.shared)):
        WrongGuesses.objects.get_or_create(lane=lane, defaults={"last_at": now})
        rows.append(WrongGuesses.objects.select_for_update().get(lane=lane))
    until = max(row.next_at for row in rows)
    if until > now:
        raise SlowDown(until - now)
    for row in rows:
        row.count, row.last_at = row.count + 1, now
        row.save(update_fields=["count", "last_at"])
    return Guess(lanes)


def spend_code(user: User, code: str) -> bool:
    """Return whether this is the first time that the code is used (RFC 6238, 5.2)."""
    now = timezone.now()
    SpentCode.objects.forgotten(now).delete()
    try:
        with transaction.atomic():
            SpentCode.objects.create(
                code=keyed_hash("spent", str(user.pk), code), spent_at=now
            )
    except IntegrityError:
        return False
    return True


@transaction.atomic
def reset_second_factor(user: User) -> bool:
    """Take the second factor and recovery codes away, sign out everywhere, stop waits.

    Returns whether there was one.
    """
    lanes = [keyed_hash(step, "name", user.username.casefold()) for step in _STEPS]
    WrongGuesses.objects.filter(lane__in=lanes).delete()
    end_sessions(user)
    taken, _kinds = Authenticator.objects.filter(user=user).delete()
    return bool(taken)


def end_sessions(user: User) -> None:
    """Sign the person out in every browser."""
    ended = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(pk__in=ended).delete()
