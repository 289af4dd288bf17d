"""Entries as documents of the server, and how they get there."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.engines.base import Changes, Entry, Key, Unavailable

from .connection import Missing
from .hashing import Hashing

Action = dict[str, Any]

STATE = "state"
"""The id of the document in which an index keeps what was written last."""

CHUNK = 200
"""Documents of one request."""

RETRIES, FIRST_PAUSE = 5, 0.5
"""How often a busy server is asked again; each pause is twice the one before."""

_NOTE = "changed:"


def id_of(key: Key) -> str:
    return f"{key.kind}:{key.object_id}"


def key_of(document_id: str) -> Key:
    kind, _colon, object_id = document_id.rpartition(":")
    return Key(kind, int(object_id))


def to_put(entries: Iterable[Entry], hashing: Hashing, number: int) -> Iterator[Action]:
    """Yield what writes entries, unless a writer with a higher number was there."""
    for entry in entries:
        yield {
            "_id": id_of(entry.key),
            **_numbered(number),
            "_source": _document(entry, hashing),
        }


def to_delete(keys: Iterable[Key], number: int) -> Iterator[Action]:
    for key in keys:
        yield {"_op_type": "delete", "_id": id_of(key), **_numbered(number)}


def to_note(changes: Changes) -> Iterator[Action]:
    """Yield what notes in an index which is being built that objects have changed."""
    for key in (*changes.gone, *(entry.key for entry in changes.entries)):
        yield {"_id": _NOTE + id_of(key), "_source": {"changed": id_of(key)}}


def to_forget(keys: Iterable[Key]) -> Iterator[Action]:
    """Yield what deletes these notes."""
    for key in keys:
        yield {"_op_type": "delete", "_id": _NOTE + id_of(key)}


def send(client: Elasticsearch, alias: str, actions: Iterable[Action]) -> None:
    """Send what is to be done, waiting where the server is busy."""
    done = streaming_bulk(
        client,
        actions,
        index=alias,
        require_alias=True,
        chunk_size=CHUNK,
        max_retries=RETRIES,
        initial_backoff=FIRST_PAUSE,
        raise_on_error=False,
    )
    for fine, answer in done:
        ((_action, item),) = answer.items()
        # What is to be deleted need not be there.
        if not fine and "error" in item:
            what = Missing if item["status"] == 404 else Unavailable
            raise what(f"The search server refused a document: {item['status']}.")


def set_state(client: Elasticsearch, alias: str, applied: int, number: int) -> None:
    client.index(
        index=alias,
        id=STATE,
        document={"state": {"applied": applied, "stamp": secrets.token_hex(8)}},
        require_alias=True,
        **_numbered(number),
    )


def state(client: Elasticsearch, alias: str) -> Mapping[str, Any]:
    """Return what `set_state` wrote, also where no refresh has shown it yet."""
    kept: Mapping[str, Any] = client.get(index=alias, id=STATE)["_source"]["state"]
    return kept


def _numbered(number: int) -> dict[str, Any]:
    return {"version": number, "version_type": "external_gte"}


def _document(entry: Entry, hashing: Hashing) -> dict[str, Any]:
    facets = {**entry.facets, "kind": [entry.key.kind], "language": [entry.language]}
    return {
        "kind": entry.key.kind,
        "object_id": entry.key.object_id,
        "language": entry.language,
        "of": {entry.language: 1},
        # A number, and 0 for none: pages are continued after the values of a sort.
        "day": entry.date.toordinal() if entry.date else 0,
        "digest": entry.digest,
        "facets": [facet(name, value) for name in facets for value in facets[name]],
        "concepts": list(entry.concepts),
        "thing": hashing.text([entry.thing]),
        "form": hashing.text(entry.forms),
        "lemma": hashing.text(entry.lemmas),
        "stem": hashing.text(entry.stems),
    }


def facet(name: str, value: str) -> str:
    """Return a facet's value as it stands in the field of all facets."""
    return f"{name}={value}"
