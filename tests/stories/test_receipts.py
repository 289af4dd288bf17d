"""The code: hard to guess, easy to type, and never kept."""

from __future__ import annotations

import pytest

from stories import receipts
from stories.actions import start_submission
from stories.models import Submission
from tests.stories.private import BOTH

CODE = "0123456789012345678901234"


def test_a_code_has_25_digits_in_groups_of_five():
    code = receipts.new_code()
    assert len(code) == 25
    assert code.isdecimal()
    assert receipts.grouped(CODE) == "01234 56789 01234 56789 01234"
    assert receipts.last_group(CODE) == "01234"


@pytest.mark.parametrize(
    "typed",
    [
        "01234 56789 01234 56789 01234",
        " 01234-56789-01234–56789—01234\n",
        "٠١٢٣٤ ٥٦٧٨٩ ٠١٢٣٤ ٥٦٧٨٩ ٠١٢٣٤",
        "۰۱۲۳۴ ۵۶۷۸۹ ۰۱۲۳۴ ۵۶۷۸۹ ۰۱۲۳۴",
        "०१२३४५६७८९०१२३४५६७८९०१२३४",
        "\u200f01234\u00a056789\u202f01234 56789 01234",
        "０１２３４５６７８９０１２３４５６７８９０１２３４",
    ],
)
def test_digits_of_any_script_are_read(typed):
    assert receipts.parse(typed) == CODE


@pytest.mark.parametrize("typed", ["", CODE[:-1], CODE + "5", "x" + CODE, CODE * 4000])
def test_what_is_no_code_is_none(typed):
    assert receipts.parse(typed) is None


@pytest.mark.django_db(databases=BOTH)
class TestLookup:
    def test_a_submission_is_found_by_its_code_alone(self):
        submission = start_submission(CODE)
        start_submission(receipts.new_code())
        assert Submission.objects.by_code(receipts.grouped(CODE)) == submission
        assert CODE not in str(Submission.objects.values())

    @pytest.mark.parametrize("typed", ["", "nonsense", "1" * 25])
    def test_a_wrong_code_costs_the_same_query(self, typed, django_assert_num_queries):
        start_submission(CODE)
        with django_assert_num_queries(1):
            assert Submission.objects.by_code(typed) is None

    def test_codes_survive_a_change_of_the_secret_key(self, settings):
        submission = start_submission(CODE)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "a new one"
        assert Submission.objects.by_code(CODE) == submission
        settings.SECRET_KEY_FALLBACKS = []
        assert Submission.objects.by_code(CODE) is None
