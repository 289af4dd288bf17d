from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import manage
from tests.prepared import prepared_copy
from tests.run.conftest import Copy

FEWEST_LOADERS = 7
"""Vocabularies, pages, lessons, practices, terms, figures and modules."""


@pytest.mark.gate
def test_second_load_of_all_that_ships_has_nothing_to_do(tmp_path):
    said = manage(Copy(prepared_copy(tmp_path / "var")), "library")
    rooms = re.findall(
        r"^\S+: (\d+) loaded, \d+ unchanged, (\d+) left alone$", said, re.M
    )
    assert len(rooms) == len(said.splitlines()) >= FEWEST_LOADERS
    assert set(rooms) == {("0", "0")}
