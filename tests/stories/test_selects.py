"""Lists that are drawn at once are the same to whoever reads them."""

from __future__ import annotations

from django import forms

import pytest
from pytest_django.asserts import assertHTMLEqual

from stories.forms.selects import LongSelect, OneOf, SomeOf

CHOICES = [("a", "<b>First</b>"), ('"b', "Second & last"), ("", "None")]
ATTRS = {"id": "id_list", "aria-invalid": "true", "hidden": False}


@pytest.mark.parametrize(
    ("drawn", "usual"),
    [
        (LongSelect, forms.Select),
        (OneOf, forms.RadioSelect),
        (SomeOf, forms.CheckboxSelectMultiple),
    ],
)
@pytest.mark.parametrize("value", ["a", '"b', "", None])
def test_a_list_is_drawn_as_django_draws_it(drawn, usual, value):
    chosen = [value] if drawn is SomeOf and value is not None else value
    ours, theirs = (
        kind(choices=CHOICES).render("list", chosen, ATTRS) for kind in (drawn, usual)
    )
    assertHTMLEqual(ours, theirs)
