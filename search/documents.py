"""A room's document as an engine keeps it."""

from __future__ import annotations

import hashlib

from .analysis import Token, analyse
from .engines.base import BOUNDARY, Entry, Key
from .kinds import CONCEPTS, SearchDocument

TITLE_COUNTS = 3
"""How much more a word weighs when it stands in the title."""

LONGEST_TEXT = 200_000
"""Characters of one document that are read; more than any text we hold."""

_END = Token(BOUNDARY, BOUNDARY, BOUNDARY, 0, 0)
"""Stands after every copy of the title."""


def entry_of(document: SearchDocument) -> Entry:
    """Return the analysed words and the facets of a document."""
    title = analyse(document.title, document.language)
    body = analyse(
        f"{document.summary}\n{document.text}"[:LONGEST_TEXT], document.language
    )
    tokens = [*title, _END] * TITLE_COUNTS + body
    facets = document.facets()
    return Entry(
        key=key_of(document),
        language=document.language,
        date=document.date,
        facets=facets,
        forms=[token.form for token in tokens],
        lemmas=[token.lemma for token in tokens],
        stems=[token.stem for token in tokens],
        digest=digest_of(document),
        concepts=sorted({slug for name in CONCEPTS for slug in facets.get(name, ())}),
    )


def key_of(document: SearchDocument) -> Key:
    return Key(document.kind, document.object_id)


def digest_of(document: SearchDocument) -> str:
    """Return what changes when the index would have to keep something else."""
    content = (
        document.language,
        document.title,
        document.summary,
        document.text,
        sorted((name, sorted(values)) for name, values in document.facets().items()),
        document.date,
    )
    return hashlib.blake2b(repr(content).encode(), digest_size=12).hexdigest()
