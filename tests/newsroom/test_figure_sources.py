"""No figure, and nothing said of it, is without a source."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

import pytest

from editorial.actions import publish
from newsroom.models import Figure
from tests.newsroom.figures import FACTS, make_figure, page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "column", ["source_title", "source_url", "source_publisher", "period"]
)
def test_database_refuses_what_is_empty(column):
    with transaction.atomic(), pytest.raises(IntegrityError):
        Figure.objects.create(**{**FACTS, column: ""})


@pytest.mark.parametrize(
    "column", ["source_title", "source_url", "source_publisher", "source_read_on"]
)
def test_database_refuses_what_is_missing(column):
    with transaction.atomic(), pytest.raises(IntegrityError):
        Figure.objects.create(**{**FACTS, column: None})


def test_database_refuses_a_source_taken_away():
    figure = make_figure()
    with transaction.atomic(), pytest.raises(IntegrityError):
        Figure.objects.filter(pk=figure.pk).update(source_url="")


@pytest.mark.parametrize(
    ("facts", "words", "said"),
    [
        ({"source_backs": ["value", "period"]}, {}, "What is counted"),
        ({"vintage": "Edition of May"}, {}, "Edition"),
        ({}, {"disagreement": "Another says 9."}, "Where sources disagree"),
        ({}, {"sample": "1,000 adults"}, "Who was asked"),
    ],
)
def test_what_no_source_backs_is_not_published(facts, words, said):
    text = make_figure(live=False, **facts).texts.get()
    for name, value in words.items():
        setattr(text, name, value)
    with override("en"), pytest.raises(ValidationError, match=said):
        publish(text)


@pytest.mark.parametrize("column", ["title", "url", "publisher"])
def test_database_refuses_another_source_without(column):
    figure = make_figure()
    row = figure.main_source()
    setattr(row, column, "")
    with transaction.atomic(), pytest.raises(IntegrityError):
        row.save()


def test_page_says_value_source_and_date(client):
    page = page_of(client, make_figure())
    assert "304 million" in page
    assert 'href="https://example.org/stock"' in page
    assert "Example Office" in page
    assert "Read on Nov. 23, 2026" in page
    assert "Everyone moves" in page


def facts_of(page: str) -> dict[str, str]:
    """Return the facts that stand on a figure's page, name → what is said."""
    listed = page.split('<dl class="facts">')[1].split("</dl>")[0]
    rows = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", listed, re.DOTALL)
    return {name: re.sub(r"<.*?>", "", said) for name, said in rows}


def test_page_says_kind_what_is_counted_edition_and_next_release(client):
    backs = [*FACTS["source_backs"], "vintage"]
    figure = make_figure(
        vintage="Edition of May", next_release="2099-05", source_backs=backs
    )
    facts = facts_of(page_of(client, figure))
    assert facts["What is counted"] == "Persons"
    assert facts["Kind of figure"] == "How many at one date"
    assert facts["Edition"] == "Edition of May"
    assert facts["Next release due"] == "May 2099"


def test_page_says_what_is_unknown(client):
    facts = facts_of(page_of(client, make_figure(vintage="", next_release="")))
    assert facts["Edition"] == facts["Next release due"] == "unknown"


def test_dates_of_all_sources_are_in_the_readers_language(client):
    figure = make_figure(source_published="2025-03")
    row = figure.main_source()
    row.title, row.published = "Another", "2025-04-11"
    row.save()
    page = page_of(client, figure, "de")
    assert page.count("März 2025") == 2
    assert "11. April 2025" in page


def test_medium_confidence_and_second_hand_are_said(client):
    page = page_of(client, make_figure(confidence="medium", source_secondary=True))
    assert "Medium confidence" in page
    assert "Second-hand source" in page
