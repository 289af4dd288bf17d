"""What stands in the index instead of words.

A server of this kind keeps deleted words in its files for as long as it likes, so it
gets none: without SECRET_KEY its words cannot even be guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from django.utils.crypto import salted_hmac

_PURPOSE = "search.engines.elasticsearch"


KEPT = 32_768
"""Hashes of frequent words that are not made again."""


class Hashing:
    """Keyed hashes of words, 16 hexadecimal digits each."""

    def __init__(self, secret: str) -> None:
        key = salted_hmac(_PURPOSE, "words", secret=secret, algorithm="sha256").digest()
        self.key_id = hashlib.blake2b(b"key", digest_size=4, key=key).hexdigest()

        @lru_cache(KEPT)
        def hashed(word: str) -> str:
            return hashlib.blake2b(word.encode(), digest_size=8, key=key).hexdigest()

        self._hashed = hashed

    def __call__(self, words: Iterable[str]) -> list[str]:
        """Return the words' hashes in their order."""
        return list(map(self._hashed, words))

    def text(self, words: Iterable[str]) -> str:
        """Return the hashes as the `whitespace` analyser takes them apart."""
        return " ".join(map(self._hashed, words))
