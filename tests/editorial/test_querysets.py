from __future__ import annotations

from sqlite3 import SQLITE_LIMIT_VARIABLE_NUMBER

from django.db import connection

import pytest

from editorial import querysets
from editorial.filters import Filters
from editorial.querysets import in_order
from practices.filters import FACETS
from practices.models import Practice, PracticeText
from tests.factories import make_practice

pytestmark = pytest.mark.django_db

NOWHERE = range(10**9, 10**9 + 300_000)
"""More ids than any SQLite takes as parameters of one statement."""


@pytest.fixture
def practices():
    """Five practices, in another order than they were made."""
    made = [make_practice(title=f"Practice {number}") for number in range(5)]
    return [made[number] for number in (3, 0, 4, 1, 2)]


def test_rows_come_in_the_order_of_their_ids(practices):
    ids = [practice.pk for practice in practices]
    assert list(in_order(Practice.objects.all(), ids)) == practices
    assert list(in_order(Practice.objects.exclude(pk=ids[1]), ids[:3])) == [
        practices[0],
        practices[2],
    ]
    assert list(in_order(Practice.objects.all(), [])) == []


def test_the_order_is_kept_as_far_as_anybody_pages(practices, monkeypatch):
    monkeypatch.setattr(querysets, "MOST_PLACED", 2)
    ids = [practice.pk for practice in practices]
    assert list(in_order(Practice.objects.all(), ids)) == [
        *practices[:2],
        *sorted(practices[2:], key=lambda practice: -practice.pk),
    ]


def test_things_come_in_the_order_of_their_texts_however_many_are_found(practices, rf):
    texts = dict(PracticeText.objects.values_list("thing_id", "pk"))
    ids = [*(texts[each.pk] for each in practices), *NOWHERE]
    assert list(Practice.objects.public().of_texts(ids)) == practices
    ids = [*(practice.pk for practice in practices), *NOWHERE]
    found = in_order(Practice.objects.public(), ids)
    assert found.count() == 5
    assert list(found[1:3]) == practices[1:3]
    filters = Filters(FACETS, rf.get("/?country=DE").GET)
    assert list(filters.apply(found)) == practices
    countries = next(one for one in filters.choices(found) if one.name == "country")
    assert [choice.count for choice in countries.choices] == [5]


@pytest.mark.parametrize(
    "address", ["/en/practices/export.json", "/en/practices/feed/"]
)
def test_files_and_feeds_take_more_than_a_statement_may_name(
    client, practices, monkeypatch, address
):
    monkeypatch.setattr(querysets, "AT_A_TIME", 2)
    before = connection.connection.setlimit(SQLITE_LIMIT_VARIABLE_NUMBER, 4)
    try:
        told = client.get(address).content.decode()
    finally:
        connection.connection.setlimit(SQLITE_LIMIT_VARIABLE_NUMBER, before)
    assert all(f"Practice {number}" in told for number in range(5))
