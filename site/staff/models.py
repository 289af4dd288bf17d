"""Our own user model, so that it can grow without a painful migration."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.models import AbstractUser
from django.db import models

from staff.querysets import SpentCodeQuerySet, WrongGuessesQuerySet

FREE_GUESSES: Final = 10
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=5)
"""Longer ones would let a stranger keep the real person out."""
HASH_LENGTH: Final = 64


class User(AbstractUser):
    """Somebody who works on the site; readers and tellers have no account."""


class WrongGuesses(models.Model):
    """How often somebody guessed wrong in a lane; who or where, only a keyed hash."""

    lane = models.CharField(max_length=HASH_LENGTH, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    objects = WrongGuessesQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.count} wrong guesses"

    @property
    def next_at(self) -> datetime:
        """When the next guess is looked at: each wrong one doubles the wait."""
        beyond = self.count - FREE_GUESSES
        if beyond < 0:
            return self.last_at
        # Bounded, as the exponent of a patient attacker grows without end.
        return self.last_at + min(FIRST_WAIT * 2 ** min(beyond, 16), LONGEST_WAIT)


class SpentCode(models.Model):
    """A code of a second factor that opened the door once and never does again."""

    code = models.CharField(max_length=HASH_LENGTH, unique=True)
    spent_at = models.DateTimeField(db_index=True)

    objects = SpentCodeQuerySet.as_manager()

    def __str__(self) -> str:
        return "A spent code"
