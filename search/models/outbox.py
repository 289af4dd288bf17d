"""What the index still has to learn."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models


class OutboxQuerySet(models.QuerySet["Outbox"]):
    def pending(self, applied: int) -> OutboxQuerySet:
        """Rows to apply, oldest first; `applied` is the row kept as a mark."""
        return self.exclude(pk=applied).order_by("pk")

    def oldest(self) -> datetime | None:
        """Return since when the first of these rows has been waiting."""
        found: datetime | None = self.aggregate(models.Min("created_at"))[
            "created_at__min"
        ]
        return found

    def mark(self) -> tuple[int, int]:
        """Return the highest id and the number of rows, in one query."""
        found = self.aggregate(highest=models.Max("pk"), number=models.Count("pk"))
        return found["highest"] or 0, found["number"]


class Outbox(models.Model):
    """One object whose place in the index must be looked at again.

    The row is written in the transaction that changes the object, and deleted once
    the index has it. The row with the highest id always stays: it is the mark from
    which pages make their ETag.
    """

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[Outbox]] = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "outbox row"

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
