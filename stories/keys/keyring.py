"""Makes, hands out and destroys keys. A key is destroyed before what it opens."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from stories.crypto import Cipher, new_secret
from stories.keys.models import REF_LENGTH, Key, Tombstone
from stories.keys.router import KEYS


class KeyGone(LookupError):
    """The key was destroyed or lost: nobody can read what it sealed."""


def make_key() -> str:
    """Keep a new key, and return its name."""
    ref = secrets.token_hex(REF_LENGTH // 2)
    Key.objects.create(ref=ref, secret=new_secret())
    return ref


def cipher(ref: str) -> Cipher:
    """Return the cipher of a key; raises KeyGone."""
    found = Key.objects.filter(ref=ref).values_list("secret", flat=True).first()
    if found is None:
        raise KeyGone(ref)
    return Cipher(bytes(found))


def ciphers(refs: Iterable[str]) -> dict[str, Cipher]:
    """Return the ciphers of the keys that are still there; one query."""
    found = Key.objects.filter(ref__in=list(refs)).values_list("ref", "secret")
    return {ref: Cipher(bytes(secret)) for ref, secret in found}


def destroy(*refs: str) -> None:
    """Destroy keys and bury what they were for: from here on it is taken back.

    `refs` are names of keys and public ids of stories.
    """
    with transaction.atomic(using=KEYS):
        bury(dict.fromkeys(refs, timezone.localdate()))
        Key.objects.filter(ref__in=refs).delete()


def bury(days: Mapping[str, date]) -> None:
    """Put up tombstones with their days; those that stand already stay as they are."""
    Tombstone.objects.bulk_create(
        [Tombstone(ref=ref, day=day) for ref, day in days.items()],
        ignore_conflicts=True,
    )


def discard_unused(ref: str) -> None:
    """Delete a key that nothing was sealed with; there is nothing to bury."""
    Key.objects.filter(ref=ref).delete()
