"""Values are written as each language does, and never lose a digit."""

from __future__ import annotations

import re
from pathlib import Path

from django.utils.translation import override

import pytest

from newsroom.presentation.figures import Card
from tests.newsroom.figures import make_figure

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"value": "3.7", "unit": "percent"}, "3.7%"),
        ({"value": "1000573"}, "1,000,573"),
        ({"value": "8420000"}, "8.42 million"),
        ({"value": "8424000"}, "8,424,000"),
        ({"value": "8240000000"}, "8.24 billion"),
        ({"value": "8245000000"}, "8,245,000,000"),
        ({"value": "999995000"}, "999,995,000"),
        ({"value": "8938", "qualifier": "minimum"}, "at least 8,938"),
        ({"value": "239000", "qualifier": "rounded"}, "about 239,000"),
        ({"value": "20", "low": "20", "high": "21"}, "20 to 21"),
    ],
)
def test_values_are_said_with_what_belongs_to_them(facts, said):
    assert Card(make_figure(**facts), "en").written_value == said


@pytest.mark.parametrize(
    ("facts", "language", "said"),
    [
        ({"value": "1", "unit": "deaths"}, "en", "death"),
        ({"value": "2", "unit": "deaths"}, "en", "deaths"),
        ({"value": "1", "low": "1", "high": "3", "unit": "permits"}, "en", "permits"),
        ({"value": "304000000"}, "en", "people"),
        ({"value": "304000000"}, "pl", "osób"),
        ({"value": "3.7", "unit": "percent"}, "en", ""),
    ],
)
def test_unit_follows_the_number(facts, language, said):
    with override(language):
        assert Card(make_figure(**facts), language).unit == said


def test_only_one_template_prints_a_value():
    printing = re.compile(r"written_value|figure\.(value|low|high)\b")
    folders = ("site", "newsroom", "practices", "stories", "search", "toolkit")
    found = [
        template.name
        for folder in folders
        for template in (TEMPLATES / folder).rglob("templates/**/*.html")
        if printing.search(template.read_text())
    ]
    assert found == ["value.html"]
