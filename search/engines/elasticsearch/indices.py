"""The indices of one copy: the one that serves, and one that is being built.

Readers ask an alias whose name tells schema and key, so that an index which was made
otherwise is none to them. An index that is being built has an alias of its own until it
serves: whoever writes names an alias, and so can never call back to life an index that
was deleted meanwhile.
"""

from __future__ import annotations

import re
import secrets
from typing import Any

from elasticsearch.dsl import Integer, Keyword, Long, Mapping, Object, Text

from search.analysis import ANALYSIS_VERSION

from .connection import Connection

SCHEMA = "2"
"""Of the fields; another one means that the index is built anew."""

SETTINGS = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # Readers see a write when all of it is there: whoever writes refreshes.
    "refresh_interval": "-1",
    # The embedded engine counts each form as half a word before it weighs how often it
    # stands there. That is the same as a k1 twice the usual 1.2.
    "similarity": {"half": {"type": "BM25", "k1": 2.4, "b": 0.75}},
}

_IN_BUILDING = ".building"


def mapping(meta: dict[str, str]) -> dict[str, Any]:
    """Return the fields of a document, and of two that are none: state and journal."""
    fields = Mapping().meta("dynamic", "strict").meta("_meta", meta)
    # No words, and of their hashes only those that somebody asks for by document.
    fields.meta("_source", excludes=["lemma", "stem"])
    fields.field("form", Text(analyzer="whitespace", similarity="half"))
    for name in ("lemma", "stem"):
        # Where they stand is never asked.
        fields.field(name, Text(analyzer="whitespace", index_options="freqs"))
    for name in ("kind", "language", "facets", "concepts", "thing", "changed"):
        fields.field(name, Keyword())
    fields.field("object_id", Long())
    fields.field("day", Integer())
    fields.field("digest", Keyword(index=False, doc_values=False))
    fields.field("state", Object(enabled=False))
    # A sort can compare fields only, so a document of English has a field for English.
    fields.field("of", Object(dynamic=True))
    one = {"path_match": "of.*", "mapping": {"type": "byte", "index": False}}
    fields.meta("dynamic_templates", [{"of": one}])
    described: dict[str, Any] = fields.to_dict()
    return described


class Indices:
    """What the server holds of this copy, and which of it readers ask."""

    def __init__(self, connection: Connection, name: str, key_id: str) -> None:
        self._connection = connection
        self._name = name
        self._meta = {"schema": SCHEMA, "analysis": ANALYSIS_VERSION, "key": key_id}
        self.serving = f"{name}.{SCHEMA}-{key_id}"

    def up_to_date(self) -> bool:
        """Tell whether the words of the index that serves are read as we read them."""
        with self._connection.reading() as client:
            (found,) = client.indices.get_mapping(index=self.serving).body.values()
        return bool(found["mappings"].get("_meta") == self._meta)

    def create(self) -> str:
        """Make an empty index and return the alias under which it is built."""
        index = f"{self._name}-{secrets.token_hex(6)}"
        alias = index + _IN_BUILDING
        with self._connection.writing() as client:
            client.indices.create(
                index=index,
                settings=SETTINGS,
                mappings=mapping(self._meta),
                aliases={alias: {}},
            )
        return alias

    def building(self) -> list[str]:
        """Return the aliases of indices that do not serve yet, or never will."""
        return [
            alias
            for index, aliases in self._all().items()
            if (alias := index + _IN_BUILDING) in aliases
        ]

    def install(self, alias: str) -> None:
        """Lead readers to this index at once, and delete all others; all or nothing."""
        built = alias.removesuffix(_IN_BUILDING)
        others = self._all().keys() - {built}
        actions: list[dict[str, Any]] = [
            # Fails where somebody has swept it away.
            {"remove": {"index": built, "alias": alias, "must_exist": True}},
            {"add": {"index": built, "alias": self.serving}},
            *({"remove_index": {"index": other}} for other in others),
        ]
        with self._connection.writing() as client:
            client.indices.update_aliases(actions=actions)

    def abandon(self, alias: str) -> None:
        """Delete this index unless it serves already."""
        if alias in self.building():
            with self._connection.writing() as client:
                client.indices.delete(index=alias.removesuffix(_IN_BUILDING))

    def sweep(self) -> None:
        """Delete what is half built."""
        for alias in self.building():
            self.abandon(alias)

    def _all(self) -> dict[str, set[str]]:
        """Return every index of this copy with its aliases."""
        ours = re.compile(re.escape(self._name) + "-[0-9a-f]{12}")
        with self._connection.writing() as client:
            found = client.indices.get_alias(index=f"{self._name}-*").body
        return {
            index: set(about["aliases"])
            for index, about in found.items()
            if ours.fullmatch(index)
        }
