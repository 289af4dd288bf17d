"""No figure, and nothing said of it, is without a source."""

from __future__ import annotations

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
