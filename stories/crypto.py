"""Sealing words: AES-256-GCM, a key for each submission, bound to their place."""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
"""Source: NIST SP 800-38D, section 8.2; random nonces serve 2**32 messages a key."""


class Unreadable(Exception):
    """Sealed words that this key does not open: altered, moved or another's."""


def new_secret() -> bytes:
    """Return a fresh key."""
    return secrets.token_bytes(KEY_BYTES)


class Cipher:
    """Seals and opens with one submission's key; `place` says what the words are."""

    def __init__(self, secret: bytes) -> None:
        self._aes = AESGCM(secret)

    def seal(self, words: bytes, place: str) -> bytes:
        """Return the words so that only this key and this place open them."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._aes.encrypt(nonce, words, place.encode())

    def open(self, sealed: bytes | memoryview[int], place: str) -> bytes:
        """Return the words; raises Unreadable."""
        data = bytes(sealed)
        nonce, rest = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
        try:
            return self._aes.decrypt(nonce, rest, place.encode())
        except (InvalidTag, ValueError) as error:
            raise Unreadable(place) from error
