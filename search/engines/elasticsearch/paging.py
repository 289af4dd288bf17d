"""Requests for hits, and for more of them than one answer of the server may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.dsl import Search

Answer = Mapping[str, Any]
Hit = Mapping[str, Any]

WINDOW = 10_000
"""Hits that one answer may hold, and the last that may be asked for by its number."""

KEPT = "1m"
"""How long the server keeps a view of the index between two answers."""


def ask(client: Elasticsearch, search: Search, **where: Any) -> Answer:
    """Return the server's answer, unless a part of the index could not be asked."""
    answer: Answer = client.search(
        body=search.to_dict(), allow_partial_search_results=False, **where
    ).body
    return answer


def every_hit(client: Elasticsearch, alias: str, search: Search) -> Iterator[Hit]:
    """Yield all hits in their order, out of one view of the index."""
    with _view(client, alias) as view:
        asked = search.extra(size=WINDOW, pit=view)
        while hits := ask(client, asked)["hits"]["hits"]:
            yield from hits
            asked = asked.extra(search_after=hits[-1]["sort"])


@contextmanager
def _view(client: Elasticsearch, alias: str) -> Iterator[dict[str, str]]:
    opened = client.open_point_in_time(index=alias, keep_alive=KEPT)["id"]
    try:
        yield {"id": opened, "keep_alive": KEPT}
    finally:
        # It ends by itself as well.
        with suppress(ApiError, TransportError):
            client.close_point_in_time(id=opened)
