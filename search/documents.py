"""A room's document as an engine keeps it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .analysis import Token, analyse
from .engines.base import BOUNDARY, Entry, Key
from .kinds import CONCEPTS, SearchDocument
from .words import spelled

TITLE_COUNTS = 3
"""How much more a word weighs when it stands in the title."""

LONGEST_TEXT = 200_000
"""Characters of one document that are read; more than any text we hold."""

_END = Token(BOUNDARY, BOUNDARY, BOUNDARY, 0, 0)
"""Stands after every copy of the title."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document whose words were read, for the index and for suggestions.

    `title` holds the forms of the title. `spellings` gives each form as the document
    writes it; an engine never gets these.
    """

    entry: Entry
    title: Sequence[str]
    spellings: Mapping[str, str]


def entry_of(document: SearchDocument) -> Entry:
    """Return the analysed words and the facets of a document."""
    return read_document(document).entry


def read_document(document: SearchDocument) -> ReadDocument:
    """Return everything that is made of the words of a document; they are read once."""
    language = document.language
    heading = unicodedata.normalize("NFC", document.title)
    text = unicodedata.normalize("NFC", f"{document.summary}\n{document.text}")
    text = text[:LONGEST_TEXT]
    title = analyse(heading, language)
    body = analyse(text, language)
    tokens = [*title, _END] * TITLE_COUNTS + body
    facets = document.facets()
    entry = Entry(
        key=key_of(document),
        language=language,
        date=document.date,
        facets=facets,
        forms=[token.form for token in tokens],
        lemmas=[token.lemma for token in tokens],
        stems=[token.stem for token in tokens],
        digest=digest_of(document),
        thing=document.thing,
        concepts=sorted({slug for name in CONCEPTS for slug in facets.get(name, ())}),
    )
    # A title may be in capitals, so the text's own spelling comes before.
    spellings = _spellings(body, text, language)
    return ReadDocument(
        entry,
        title=[token.form for token in title],
        spellings=_spellings(title, heading, language) | spellings,
    )


def _spellings(tokens: Sequence[Token], text: str, language: str) -> dict[str, str]:
    """Return how a text writes each form where it first has it."""
    firsts: dict[str, Token] = {}
    for token in tokens:
        firsts.setdefault(token.form, token)
    return {
        form: spelled(text[token.start : token.end], language)
        for form, token in firsts.items()
    }


def key_of(document: SearchDocument) -> Key:
    return Key(document.kind, document.object_id)


def digest_of(document: SearchDocument) -> str:
    """Return what changes when the index would have to keep something else."""
    content = (
        document.language,
        document.thing,
        document.title,
        document.summary,
        document.text,
        sorted((name, sorted(values)) for name, values in document.facets().items()),
        document.date,
    )
    return hashlib.blake2b(repr(content).encode(), digest_size=12).hexdigest()
