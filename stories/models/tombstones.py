"""What was taken back, and who has yet to hear of it."""

from __future__ import annotations

from django.db import models

from editorial.addresses import PUBLIC_ID_LENGTH
from stories.keys.models import AbstractTombstone


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    """The reads of tombstones."""

    def marks(self, public_id: str) -> bool:
        """Say whether a story of this public id was taken back: its address is 410."""
        return self.filter(ref=public_id).exists()


class Tombstone(AbstractTombstone):
    """The copy in the main database, and so in every backup of it."""

    objects = TombstoneQuerySet.as_manager()

    class Meta(AbstractTombstone.Meta):
        verbose_name = "tombstone"


class Leaving(models.Model):
    """A story that the sinks have yet to forget; the row goes once all of them did."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH)

    class Meta:
        default_permissions = ()
        verbose_name = "leaving"

    def __str__(self) -> str:
        return self.public_id
