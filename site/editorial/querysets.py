"""What QuerySets of every room can do."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Case, IntegerField, QuerySet, Value, When

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def in_order(rows: Rows, ids: list[int]) -> Rows:
    """Return the rows with these ids in the order of the ids, such as by relevance."""
    if not ids:
        return rows.none()
    ranks = [When(pk=pk, then=Value(rank)) for rank, pk in enumerate(ids)]
    return rows.filter(pk__in=ids).order_by(Case(*ranks, output_field=IntegerField()))
