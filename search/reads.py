"""Questions to the search; the database decides what of the answer is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import Case, Model, QuerySet, When
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from editorial.places import endonym, fold_for_sorting, language_name
from languages.registry import ORIGINAL, Direction, direction_of

from . import concepts, kinds
from .engines import engine
from .engines.base import Asked, Engine, Facets, Key, Question, Unavailable
from .highlights import highlighted
from .kinds import Kind, SearchDocument
from .queries import Query

PER_PAGE = 10
MOST_PAGES = 1_000_000
MOST_RETRIES = 5
"""How often a page is asked for again because objects on it are no longer public."""

MOST_LISTED = 200
"""Texts of each kind that are listed while there is no index, the reader's language
first."""

Filters = Mapping[str, Sequence[str]]
Things = TypeVar("Things", bound="QuerySet[Any]")
_OWN: Mapping[str, Callable[[SearchDocument], str]] = {
    "kind": attrgetter("kind"),
    "language": attrgetter("language"),
}
"""What every document says of itself, without a look at its facets."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: the object from the database, and how to show it."""

    kind: Kind
    instance: Model
    document: SearchDocument
    title: SafeString
    excerpt: SafeString

    @property
    def url(self) -> str:
        return self.document.url

    @property
    def language(self) -> str:
        return self.document.language

    @property
    def direction(self) -> Direction:
        return direction_of(self.document.language)

    @property
    def endonym(self) -> str:
        return endonym(self.document.language)

    @property
    def date(self) -> Date | None:
        return self.document.date

    @property
    def addresses(self) -> Mapping[str, str]:
        """Language → address, of every language in which it is public now."""
        return self.kind.addresses(self.instance)

    @property
    def elsewhere(self) -> list[tuple[str, str]]:
        """Its other languages, named in the reader's, with addresses; hers first."""
        reader = get_language() or ORIGINAL
        others = {
            tag: (language_name(tag, reader), address)
            for tag, address in self.addresses.items()
            if tag != self.language
        }
        mine = [others.pop(reader)] if reader in others else []
        return mine + sorted(others.values(), key=lambda one: fold_for_sorting(one[0]))

    @property
    def beside(self) -> Sequence[str]:
        """What its room says beside it, such as place and period."""
        return self.kind.beside(self.instance)

    @property
    def badges(self) -> Sequence[str]:
        """What a reader must know before using it, as it is today."""
        return self.kind.badges(self.instance)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results, and what all of them are."""

    hits: list[Hit]
    total: int
    page: int
    per_page: int
    facets: Facets = field(default_factory=dict)
    all_words: bool = True
    degraded: bool = False

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))


def healthy() -> bool:
    """Tell whether there is an index that answers."""
    return engine().healthy()


def find(
    q: str,
    *,
    language: str,
    filters: Filters | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
    newest: bool = False,
) -> Results:
    """Return what is public and fits, the reader's language first or the newest.

    Each thing is one result, shown in her language where that fits. Where nothing in it
    does, words that it has from others may name concepts too. An empty `q` gives
    everything. A page that does not exist is page 1. Without an index everything public
    is listed, whatever the words (`degraded`).
    """
    query = Query(q, language)
    page = page if 1 <= page <= MOST_PAGES else 1
    try:
        question = _question(query, language, filters or {})
        question = replace(question, newest=newest, things=True)
        found = _answer(query, question, page, per_page)
        if language in dict(found.facets.get("language", ())):
            return found
        wider = _widened(q, question)
        return found if wider == question else _answer(Query(q), wider, page, per_page)
    except Unavailable:
        return _listing(language, filters or {}, page, per_page)


def matching_ids(kind: str, q: str, language: str) -> list[int]:
    """Return the ids of this kind that fit, the best first, the own language before.

    Words are read as `find` reads them. The ids are the index's: filter them by what is
    public. May raise Unavailable; see `listed`.
    """
    question = _widened(q, _question(Query(q, language), language, {}))
    found = engine().search(replace(question, kind=kind), 0, None, counts=False)
    return [key.object_id for key in found.keys]


def listed(found: Callable[[str], Things], q: str) -> tuple[Things, bool]:
    """Return what the words find; without an index everything instead, and True."""
    try:
        return found(q), False
    except Unavailable:
        return found(""), True


def finds(q: str, language: str, filters: Filters | None = None) -> bool:
    """Tell whether the index has anything on these words; it may raise Unavailable."""
    question = _question(Query(q, language), language, filters or {})
    # The newest first: nothing has to be rated.
    asked = replace(question, newest=True)
    return engine().search(asked, 0, 1, counts=False).total > 0


def _question(query: Query, language: str, filters: Filters) -> Question:
    asked = _asked(query, language) if query else None
    chosen = {name: list(values) for name, values in filters.items() if values}
    return Question(asked, language, chosen)


def _widened(q: str, question: Question) -> Question:
    """Return a question in which every word is read in full in every language.

    It stays as it is where anything in the reader's language fits the words, whatever
    is chosen.
    """
    query, language = Query(q), question.language
    if not query or _fits_in(language, question):
        return question
    return replace(question, asked=_asked(query, language, strict=False))


def _fits_in(language: str, question: Question) -> bool:
    only = replace(question, filters={"language": [language]}, newest=True)
    return engine().search(only, 0, 1, counts=False).total > 0


def _asked(query: Query, language: str, *, strict: bool = True) -> Mapping[str, Asked]:
    index = engine().present()
    named = concepts.named(query, language, index.stamp, strict=strict)
    return query.in_languages(index.languages, named)


def _answer(query: Query, question: Question, page: int, per_page: int) -> Results:
    index = engine()
    for _attempt in range(MOST_RETRIES):
        found = index.search(question, (page - 1) * per_page, per_page)
        if not found.keys and page > 1:
            page = 1
            found = index.search(question, 0, per_page)
        shown = public(found.keys)
        if len(shown) == len(found.keys):
            break
        gone = _gone(index, frozenset(found.keys) - shown.keys())
        question = replace(question, without=question.without | gone)
    hits = [_hit(query, *shown[key]) for key in found.keys if key in shown]
    return Results(hits, found.total, page, per_page, found.facets, found.all_words)


def _gone(index: Engine, missing: frozenset[Key]) -> frozenset[Key]:
    """Return these and what else of the same things the database no longer shows."""
    beside = index.texts_beside(missing)
    return missing | (beside - public(beside).keys())


def public(keys: Iterable[Key]) -> dict[Key, tuple[Kind, Any]]:
    """Return the objects of these keys that are public now; one query a kind."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for name, object_id in keys:
        wanted[name].append(object_id)
    return {
        Key(name, instance.pk): (kind, instance)
        for name, object_ids in wanted.items()
        if (kind := kinds.get(name))
        for instance in kind.queryset().filter(pk__in=object_ids)
    }


def _hit(query: Query, kind: Kind, instance: Model) -> Hit:
    document = kind.document(instance)
    words = query.words(document.language) if query else []
    body = f"{document.summary}\n{document.text}" if words else document.summary
    shown = highlighted(document.title, body, document.language, words)
    return Hit(kind, instance, document, *shown)


def _listing(language: str, filters: Filters, page: int, per_page: int) -> Results:
    """List what is public without an index: the same for any words."""
    found = [
        (kind, instance, document)
        for kind in kinds.all_kinds()
        if kind.name in filters.get("kind", (kind.name,))
        for instance in _own_and_others(kind, language, filters)
        if _fits(document := kind.document(instance), filters)
    ]
    found.sort(key=lambda item: item[2].language != language)
    once: dict[str, Any] = {}
    for item in found:
        once.setdefault(item[2].thing, item)
    found = list(once.values())
    start = (page - 1) * per_page
    if start >= len(found):
        page, start = 1, 0
    nothing = Query("")
    return Results(
        [_hit(nothing, kind, one) for kind, one, _ in found[start : start + per_page]],
        len(found),
        page,
        per_page,
        degraded=True,
    )


def _own_and_others(kind: Kind, language: str, filters: Filters) -> QuerySet[Any]:
    needs_facets = filters.keys() - _OWN.keys()
    rows = kind.with_facets() if needs_facets else kind.queryset()
    if chosen := filters.get("language"):
        rows = rows.filter(**{f"{kind.language}__in": chosen})
    own_first = Case(When(**{kind.language: language}, then=0), default=1)
    return rows.order_by(own_first, "-pk")[:MOST_LISTED]


def _fits(document: SearchDocument, filters: Filters) -> bool:
    return all(
        _OWN[name](document) in values
        if name in _OWN
        else set(values) & set(document.facets().get(name, ()))
        for name, values in filters.items()
        if values
    )
