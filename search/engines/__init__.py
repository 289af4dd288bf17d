"""The engine that this copy runs: a file beside the database, or a server."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from .base import Engine
from .files import IndexFiles


def engine() -> Engine:
    """Return the engine of the settings."""
    if settings.ELASTICSEARCH_URL:
        return _elasticsearch(
            settings.ELASTICSEARCH_URL,
            settings.ELASTICSEARCH_INDEX,
            settings.SECRET_KEY,
            settings.ELASTICSEARCH_API_KEY,
            settings.ELASTICSEARCH_CA,
        )
    return _embedded(Path(settings.SEARCH_INDEX))


@cache
def _embedded(path: Path) -> Engine:
    from .embedded import EmbeddedEngine

    return EmbeddedEngine(path)


@cache
def _elasticsearch(urls: str, name: str, secret: str, api_key: str, ca: str) -> Engine:
    from .elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(urls.split(","), name, secret, api_key=api_key, ca=ca)


def forget_others() -> None:
    """Delete the file of the embedded engine where a server took its place.

    It holds words, and nobody would take from it what is withdrawn.
    """
    if settings.ELASTICSEARCH_URL:
        IndexFiles(Path(settings.SEARCH_INDEX)).remove()
