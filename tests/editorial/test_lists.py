"""The admin's lists of things by title."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import pytest

from tests.newsroom.factories import make_term
from tests.toolkit.factories import make_lesson

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("newsroom_term", lambda title: make_term(title)),
        ("toolkit_lesson", lambda title: make_lesson(title=title)),
    ],
)
def test_list_costs_no_query_a_row(client, editor, name, make):
    client.force_login(editor)
    where = reverse(f"wagtailsnippets_{name}:list")
    make("First title")
    client.get(where)
    with CaptureQueriesContext(connection) as one:
        client.get(where)
    for number in range(4):
        make(f"Title {number}")
    with CaptureQueriesContext(connection) as five:
        page = client.get(where).content.decode()
    assert len(five) == len(one)
    assert "First title" in page
    assert "Title 3" in page
