"""The search for programs: same filters, same paging, described by OpenAPI.

Words are never refused; whatever else is no value of its parameter answers 422.
"""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override

from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import ValidationError

from editorial.filters import Facet, FacetChoices, Filters
from languages.registry import CODES, ORIGINAL

from .facets import all_facets, asked_filters, worth_showing
from .forms import Order
from .reads import MOST_PAGES, PER_PAGE, Hit, Results, find

MOST_PER_PAGE: Final = 100
ABOUT: Final = (
    "Everything public, in every room and language. Our own words are CC BY 4.0; "
    "stories are not: each teller says what may be done with hers."
)


class Parameters(Schema):
    """What can be asked besides the facets."""

    q: str = Field("", description="Words; 500 characters of them are read.")
    reader: str = Field(
        "",
        pattern=f"^({'|'.join(CODES)})?$",
        description="The reader's language: it comes first, and names are in it. "
        "Without it, Accept-Language decides.",
    )
    order: Order = Order.BEST
    page: int = Field(1, ge=1, le=MOST_PAGES)
    per_page: int = Field(PER_PAGE, ge=1, le=MOST_PER_PAGE)


class Result(Schema):
    """One thing that was found, by one of its texts."""

    kind: str
    id: str = Field(description="With kind and language it names the text for good.")
    language: str
    title: str
    summary: str
    excerpt: str = Field(description="HTML; what was found is in <mark>.")
    url: str
    date: datetime.date | None
    languages: dict[str, str] = Field(description="Language → address of the same.")
    beside: list[str] = Field(description="What must stand beside it, as a source.")
    notes: list[str] = Field(description="What to know before using it.")


class Value(Schema):
    """One value of a facet; its count ignores what is chosen of the same facet."""

    value: str
    label: str
    count: int
    selected: bool


class Narrowing(Schema):
    """A facet that would narrow the results, or does."""

    name: str
    label: str
    values: list[Value]


class Answer(Schema):
    """One page of results, and what all of them are."""

    total: int
    page: int
    pages: int
    all_words: bool = Field(description="False: any of the words did.")
    degraded: bool = Field(description="True: there is no index; words were not read.")
    results: list[Result]
    facets: list[Narrowing]


class SearchAPI(NinjaAPI):
    """The description is made when it is asked for, with the facets of all rooms."""

    def get_openapi_schema(self, **options: Any) -> Any:
        with override(ORIGINAL):
            schema = super().get_openapi_schema(**options)
            for path in schema["paths"].values():
                path["get"]["parameters"] += map(_parameter, all_facets())
        return schema


def _parameter(facet: Facet) -> dict[str, Any]:
    return {
        "in": "query",
        "name": facet.name,
        "description": f"{facet.label}. Several values: any of them.",
        "schema": {"type": "array", "items": {"type": "string"}},
        "required": False,
    }


api = SearchAPI(
    title="philoxenia",
    version="1",
    description=ABOUT,
    docs_url=None,
    urls_namespace="api",
)


@api.get("/search", response=Answer, operation_id="search", url_name="search")
def search(
    request: HttpRequest, response: HttpResponse, asked: Query[Parameters]
) -> Answer:
    """Search all rooms. Within a facet any value will do; between facets all must."""
    with override(asked.reader or get_language() or ORIGINAL):
        filters = asked_filters(request.GET)
        _refuse_unknown(filters, request)
        found = find(
            asked.q,
            language=get_language() or ORIGINAL,
            filters=filters.selection,
            page=asked.page,
            per_page=asked.per_page,
            newest=asked.order is Order.NEWEST,
        )
        if found.degraded:
            # The index may answer again before anything else changes.
            patch_cache_control(response, no_store=True)
        return _answer(request, asked.page, found, filters)


def _refuse_unknown(filters: Filters, request: HttpRequest) -> None:
    """Raise ValidationError for values that no facet has: a page would ignore them."""
    unknown = [
        facet.name
        for facet in filters.facets
        if set(request.GET.getlist(facet.name))
        - {"", *filters.selection.get(facet.name, ())}
    ]
    if unknown:
        raise ValidationError(
            [
                {"type": "enum", "loc": ["query", name], "msg": "No such value."}
                for name in unknown
            ]
        )


def _answer(
    request: HttpRequest, page: int, found: Results, filters: Filters
) -> Answer:
    facets = worth_showing(filters, found.facets, found.total)
    # Whoever asks on and on meets an end, not page 1 again.
    hits = found.hits if found.page == page else []
    return Answer(
        total=found.total,
        page=page,
        pages=found.pages,
        all_words=found.all_words,
        degraded=found.degraded,
        results=[_result(request, hit) for hit in hits],
        facets=[_narrowing(facet) for facet in facets],
    )


def _result(request: HttpRequest, hit: Hit) -> Result:
    whole = request.build_absolute_uri
    return Result(
        kind=hit.kind.name,
        id=hit.document.public_id,
        language=hit.language,
        title=hit.document.title,
        summary=hit.document.summary,
        excerpt=hit.excerpt,
        url=whole(hit.url),
        date=hit.date,
        languages={tag: whole(address) for tag, address in hit.addresses.items()},
        beside=list(hit.beside),
        notes=list(hit.badges),
    )


def _narrowing(facet: FacetChoices) -> Narrowing:
    values = [
        Value(
            value=choice.value,
            label=choice.label,
            count=choice.count,
            selected=choice.selected,
        )
        for choice in facet.choices
    ]
    return Narrowing(name=facet.name, label=str(facet.label), values=values)
