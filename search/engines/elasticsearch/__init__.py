"""The engine for many machines: an index on an Elasticsearch server, without words."""

from __future__ import annotations

from .engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
