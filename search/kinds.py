"""The kinds of document that rooms hand to the search; all that it knows of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from functools import cache, wraps
from typing import Any, Final, TypeAlias, TypeVar

from django.db.models import Model, QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.filters import Facet

LazyStr: TypeAlias = "str | Promise"


class Use(TextChoices):
    """What a reader may do with a document, as far as its room knows."""

    CLASSROOM = "classroom", _("Use it in class")
    PRINT = "print", _("Print and share it")


ANY_USE: Final = tuple(Use.values)
"""What our own texts allow: their licence is CC BY 4.0."""
CONCEPTS: Final = ("theme", "target_group", "level", "subject")
"""The facets whose values are slugs of concepts.

A slug that two of them share, such as `women`, is one concept.
"""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One text as the search sees it: words, facets and an address."""

    kind: str
    object_id: int
    language: str
    title: str
    summary: str
    text: str
    facets: Callable[[], Mapping[str, Sequence[str]]] = dict
    """Asked by who needs them, because a hit on a page does not."""
    date: Date | None = None
    url: str = ""
    public_id: str = ""
    """The thing's; with kind and language it names the document for good."""

    @property
    def thing(self) -> str:
        """What the texts of one thing share in all languages, and no others have."""
        own = f"#{self.object_id}"
        return f"{self.kind}:{self.public_id or own}"


Rows = TypeVar("Rows", bound="QuerySet[Any]")


def built_once(build: Callable[[], Rows]) -> Callable[[], Rows]:
    """Let a function that builds the same QuerySet each time build it once.

    Who calls it gets a copy of its own. Building takes as long as asking.
    """
    built = cache(build)

    @wraps(build)
    def copy() -> Rows:
        return built().all()

    return copy


def _nothing(instance: Any) -> Sequence[str]:
    return ()


def _nowhere(instance: Any) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a room shows in the search.

    `queryset` holds what is public now, with everything prefetched that `document`
    reads; `facet_rows` is what its facets read on top. What stands `beside` a hit, its
    `badges` and its `addresses` (language → where to read it) are asked when it is
    shown: they may change with the day. `facets` are the room's own ways to narrow a
    search down, beside those that all rooms have; their names are nobody else's.
    What may not be `in_feeds` must be gone the moment it is taken back: feed readers
    keep what they have read.
    """

    name: str
    label: LazyStr
    queryset: Callable[[], QuerySet[Any]]
    document: Callable[[Any], SearchDocument]
    facet_rows: tuple[str, ...] = ()
    language: str = "locale__language_code"
    """The column in which an object's language stands."""
    beside: Callable[[Any], Sequence[str]] = _nothing
    badges: Callable[[Any], Sequence[str]] = _nothing
    addresses: Callable[[Any], Mapping[str, str]] = _nowhere
    facets: tuple[Facet, ...] = ()
    in_feeds: bool = True

    def with_facets(self) -> QuerySet[Any]:
        """Return what is public, for who reads each document's facets."""
        return self.queryset().prefetch_related(*self.facet_rows)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let the search find this kind; a room calls it in `apps.ready()`."""
    if kind.name in _kinds:
        raise ValueError(f"The search kind {kind.name!r} is registered twice.")
    _kinds[kind.name] = kind


def get(name: str) -> Kind | None:
    """Return the kind of that name, None where no room brings it."""
    return _kinds.get(name)


def all_kinds() -> tuple[Kind, ...]:
    """Return every kind in the order in which the rooms joined."""
    return tuple(_kinds.values())


def languages() -> set[str]:
    """Return the languages in which anything is public, as the database has them."""
    rows = ((kind.queryset().order_by(), kind.language) for kind in all_kinds())
    return {
        tag
        for public, language in rows
        for tag in public.values_list(language, flat=True).distinct()
    }


def kinds_of(instance: Model) -> list[Kind]:
    """Return the kinds whose documents are made from this object."""
    return [kind for kind in _kinds.values() if isinstance(instance, _model_of(kind))]


@cache
def _model_of(kind: Kind) -> type[Model]:
    return kind.queryset().model
