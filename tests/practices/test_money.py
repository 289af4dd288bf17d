from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError

import pytest

from editorial.actions import save_facts
from practices.models import Funding
from practices.presentation import money
from tests.factories import make_practice


@pytest.mark.parametrize(
    ("amount", "language", "written"),
    [
        ("250000.00", "en", "€250,000"),
        ("4999748.80", "en", "€4,999,748.80"),
        ("250000", "de", "250.000\xa0€"),
        ("2778313.32", "fr", "2\u202f778\u202f313,32\xa0€"),
    ],
)
def test_sum_has_cents_only_where_there_are_some(amount, language, written):
    assert money(Decimal(amount), "EUR", language) == written


def test_sum_in_arabic_has_no_empty_cents():
    assert "00" not in money(Decimal("25.00"), "EUR", "ar").replace("٠", "0")


def test_unknown_sum_is_empty():
    assert money(None, "", "en") == ""


@pytest.mark.django_db
@pytest.mark.parametrize("currency", ["", "XYZZY", "euro"])
def test_sum_says_in_which_currency(currency):
    row = Funding(programme="A fund", amount=Decimal(5), currency=currency)
    with pytest.raises(ValidationError, match=r"currency"):
        row.full_clean(exclude=["thing"])


@pytest.mark.django_db
def test_record_says_what_for_when_and_how_much(client):
    practice = make_practice()
    practice.funding = [
        Funding(
            programme="A fund",
            amount=Decimal(5),
            currency="SEK",
            period="2017",
            purpose="pilot",
        )
    ]
    save_facts(practice)
    path = f"/en/practices/{practice.public_id}/"
    page = client.get(path, follow=True).content.decode()
    assert "A fund</bdi>: <bdi>SEK\xa05</bdi> (<bdi>2017</bdi>) · A pilot" in page
    rows = client.get("/en/practices/export.json").json()["practices"]
    assert rows[0]["funding"] == ["A fund · 5.00 · SEK · 2017 · pilot"]
