"""The operator's data stand in every text, or a blank that cannot be overlooked."""

from __future__ import annotations

from django.utils.translation import override

import pytest

from pages.tokens import BLANKS, fill_html, fill_text, left_tokens


def test_page_names_the_operator(client, pages, operator):
    content = client.get("/en/about/privacy/").content.decode()
    assert "Town of Sibyl &amp; Sons" in content
    assert '<a href="mailto:privacy@sibyl.example">privacy@sibyl.example</a>' in content
    assert "{{" not in content


def test_unset_value_is_a_marked_blank(client, pages):
    content = client.get("/en/about/").content.decode()
    assert '<mark class="blank">[name of the operator]</mark>' in content
    assert "{{" not in content


def test_markup_in_a_value_is_shown_as_text(settings):
    settings.OPERATOR = {**settings.OPERATOR, "name": "<script>alert(1)</script>"}
    shown = fill_html("<p>{{operator.name}}</p>", "en")
    assert shown == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_token_inside_a_value_stays_as_it_is(settings):
    settings.OPERATOR = {**settings.OPERATOR, "name": "{{operator.email}}"}
    assert fill_text("{{operator.name}}", "en") == "{{operator.email}}"


def test_blank_is_in_the_language_of_the_text():
    with override("ar"):
        assert fill_text("{{ operator.name }}", "en") == "[name of the operator]"


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("{{operator.name}} and {{ operator.email }}", []),
        ("{{operator.phone}}", ["{{operator.phone}}"]),
        ("{{operator.<b>name</b>}}", ["{{operator.<b>name</b>}}"]),
        ("no braces", []),
    ],
)
def test_tokens_that_nothing_fills_are_found(text, unknown):
    assert left_tokens(fill_text(text, "en")) == unknown


def test_every_setting_has_a_blank(settings):
    assert set(settings.OPERATOR) == set(BLANKS)
