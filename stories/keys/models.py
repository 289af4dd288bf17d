"""What the keys database holds: random keys, and what was taken back."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

REF_LENGTH = 32
"""Characters of the hexadecimal name of a key; public ids are shorter."""


class Key(models.Model):
    """The key to one submission's or request's words; without it they are noise."""

    ref = models.CharField(max_length=REF_LENGTH, unique=True)
    secret = models.BinaryField()
    made_on = models.DateField(default=timezone.localdate)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.ref


class AbstractTombstone(models.Model):
    """Something that was taken back for good: a key's name or a story's public id.

    It holds no content, and stands in both databases, so that neither an old copy of
    the one nor of the other brings a story back.
    """

    ref = models.CharField(max_length=REF_LENGTH, unique=True)
    day = models.DateField(default=timezone.localdate)

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return self.ref


class Tombstone(AbstractTombstone):
    """The copy beside the keys."""
