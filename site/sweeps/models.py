from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

WORKER: Final = "worker"


class LeaseManager(models.Manager["Lease"]):
    """Takes and returns leases, each by one atomic statement."""

    def take(self, name: str, holder: str, seconds: float) -> bool:
        """Take a lease that is free, lapsed or one's own already; say whether it is."""
        now = timezone.now()
        until = now + timedelta(seconds=seconds)
        open_to_holder = Q(holder=holder) | Q(until__lt=now)
        if self.filter(open_to_holder, name=name).update(holder=holder, until=until):
            return True
        lease, _created = self.get_or_create(
            name=name, defaults={"holder": holder, "until": until}
        )
        return lease.holder == holder

    def give_back(self, name: str, holder: str) -> None:
        """End one's own lease now, so that nobody has to wait until it lapses."""
        self.filter(name=name, holder=holder).delete()

    def worker_is_fresh(self, now: datetime | None = None) -> bool:
        """Say whether some worker has been at work within its lease."""
        return self.filter(name=WORKER, until__gt=now or timezone.now()).exists()


class Lease(models.Model):
    """Who alone may do something until when; a killed holder's lease lapses."""

    name = models.CharField(max_length=60, unique=True)
    holder = models.CharField(max_length=120)
    until = models.DateTimeField()

    objects = LeaseManager()

    def __str__(self) -> str:
        return self.name
