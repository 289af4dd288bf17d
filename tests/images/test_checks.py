from __future__ import annotations

import pytest

from images.checks import NEEDED, check_settings


def test_settings_of_the_product_are_complete():
    assert check_settings(None) == []


@pytest.mark.parametrize("name", NEEDED)
def test_missing_setting_is_an_error_that_names_it(settings, name):
    delattr(settings, name)
    (error,) = check_settings(None)
    assert name in error.msg
