"""What a first start loads: it is whole, and a second load has nothing to do."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from languages.registry import CODES
from newsroom.models import Figure, Term
from newsroom.presentation.figures import Card
from practices.models import Practice
from tests.journeys.conftest import manage
from tests.prepared import prepared_copy
from tests.run.conftest import Copy
from toolkit.models import Lesson
from toolkit.sections import LINES, ROWS, SECTIONS

FEWEST_LOADERS = 7
"""Vocabularies, pages, lessons, practices, terms, figures and modules."""
HOUSE_LANGUAGES = {*CODES} - {"ar", "fa", "ru", "tr", "uk"}
TWELVE = {1, 2, 8, 12, 14, 21, 25, 31, 37, 50, 42, 58}
"""Terms in all house languages."""

pytestmark = pytest.mark.gate


def test_second_load_of_all_that_ships_has_nothing_to_do(tmp_path):
    said = manage(Copy(prepared_copy(tmp_path / "var")), "library")
    rooms = re.findall(
        r"^\S+: (\d+) loaded, \d+ unchanged, (\d+) left alone$", said, re.M
    )
    assert len(rooms) == len(said.splitlines()) >= FEWEST_LOADERS
    assert set(rooms) == {("0", "0")}


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
class TestShipped:
    def test_forty_six_practices_in_all_house_languages_and_arabic(self):
        practices = Practice.objects.public()
        assert practices.count() == 46
        for practice in practices:
            texts = practice.texts.public()
            assert {text.language for text in texts} == HOUSE_LANGUAGES | {"ar"}
            assert not practice.facts_without_source()
            sources = practice.sources.all()
            assert all(source.url and source.read_on for source in sources)

    def test_sixty_three_terms_and_twelve_of_them_in_all_house_languages(self):
        terms = Term.objects.public().prefetch_related("texts", "sources")
        assert sorted(term.number for term in terms) == list(range(1, 64))
        for term in terms:
            languages = len(HOUSE_LANGUAGES) if term.number in TWELVE else 1
            assert term.texts.count() == languages
            assert term.sources.all() or set(term.own_view) == set(Term.facts.values)

    def test_159_figures_with_source_and_definition(self):
        figures = Figure.objects.public().with_page()
        statuses = Counter(figure.standing for figure in figures)
        assert statuses == {"current": 80, "superseded": 32, "historical": 47}
        assert not Figure.objects.filter(status="superseded").exists()
        for figure in figures:
            card = Card(figure, "en")
            assert card.text.unsourced() == []
            assert card.written_value
            assert card.text.wrong_readings()

    def test_four_lessons_that_hold_together(self):
        lessons = Lesson.objects.public()
        assert lessons.count() == 4
        for lesson in lessons:
            original = lesson.texts.get(translated_from=None)
            assert original.steps.count() == lesson.steps.count()
            assert original.sheets.count() == lesson.sheets.count()
            steps = original.steps.all()
            assert all(row.task and row.say and row.do for row in steps)
            sources = lesson.sources.all()
            assert all(source.url and source.read_on for source in sources)
            assert lesson.figures.exists()
            assert lesson.steps.exclude(picture=None).exists()
            for text in lesson.texts.all():
                assert filled_parts(text) == filled_parts(original), text


def filled_parts(text) -> list[str]:
    """Return the parts that a text tells, its rows by the short names of the facts."""
    parts = [name for name in (*LINES, *SECTIONS) if getattr(text, name)]
    for name, column in ROWS.items():
        parts += [
            f"{getattr(row, column).key} {said}"
            for row in getattr(text, name).select_related(column)
            for said in row.columns
            if getattr(row, said)
        ]
    return parts
