from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from stories import receipts

if TYPE_CHECKING:
    from stories.models import RemovalRequest, Submission


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """The reads of submissions."""

    def by_code(self, typed: str) -> Submission | None:
        """Return the submission of a receipt code; a wrong one costs the same query."""
        return self.filter(receipt__in=receipts.lookups(typed)).first()

    def waiting(self) -> Self:
        """Return what moderators have to do: the oldest first, the slow lane last."""
        return self.filter(state__in=["waiting", "approved"]).order_by("slow", "pk")

    def lapsed(self, days: Mapping[str, int], today: date) -> Self:
        """Return those that have stood in a state for longer than its days."""
        too_old = Q(pk__in=[])
        for state, kept in days.items():
            too_old |= Q(state=state, changed_on__lt=today - timedelta(days=kept))
        return self.filter(too_old)

    def taken_back(self, tombstones: models.QuerySet[models.Model]) -> Self:
        """Return those whose key, or whose story, has a tombstone."""
        return self.filter(
            Exists(tombstones.filter(ref=OuterRef("key_ref")))
            | Exists(tombstones.filter(ref=OuterRef("story__public_id")))
        )


class RemovalRequestQuerySet(models.QuerySet["RemovalRequest"]):
    """The reads of requests for removal."""

    def by_code(self, typed: str) -> RemovalRequest | None:
        """Return the request of a receipt code; a wrong one costs the same query."""
        return self.filter(receipt__in=receipts.lookups(typed)).first()

    def open(self) -> Self:
        """Return what has to be decided, the oldest first; before all other work."""
        return self.filter(state="open").order_by("pk")
