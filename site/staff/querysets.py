from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import models

_GUESSES_FORGOTTEN_AFTER: Final = timedelta(hours=1)
_CODES_FORGOTTEN_AFTER: Final = timedelta(minutes=10)
"""A code is good for a minute and a half at most."""


class WrongGuessesQuerySet(models.QuerySet):
    def forgotten(self, now: datetime) -> WrongGuessesQuerySet:
        """Return lanes in which nobody has guessed for an hour."""
        return self.filter(last_at__lt=now - _GUESSES_FORGOTTEN_AFTER)


class SpentCodeQuerySet(models.QuerySet):
    def forgotten(self, now: datetime) -> SpentCodeQuerySet:
        """Return codes that have run out anyway."""
        return self.filter(spent_at__lt=now - _CODES_FORGOTTEN_AFTER)
