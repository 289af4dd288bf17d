"""Second factors lie sealed in the database: a copy of it opens no account."""

from __future__ import annotations

import base64
import secrets
from functools import lru_cache
from typing import Final

from django.conf import settings

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE: Final = b"staff: second factors"
_NONCE_BYTES: Final = 12


def seal(words: str) -> str:
    """Return the words as only a holder of SECRET_KEY can read them."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = _aes(settings.SECRET_KEY).encrypt(nonce, words.encode(), _PURPOSE)
    return base64.b64encode(nonce + sealed).decode()


def unseal(sealed: str) -> str | None:
    """Return the words, or nothing when SECRET_KEY changed without its predecessor."""
    data = base64.b64decode(sealed)
    nonce, rest = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _aes(key).decrypt(nonce, rest, _PURPOSE).decode()
        except InvalidTag:
            continue
    return None


@lru_cache(maxsize=8)
def _aes(secret_key: str) -> AESGCM:
    derived = HKDF(SHA256(), length=32, salt=None, info=_PURPOSE)
    return AESGCM(derived.derive(secret_key.encode()))
