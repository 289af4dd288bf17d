"""`check --deploy` refuses a copy that is not ready for the public."""

from __future__ import annotations

from django.core.management import call_command
from django.core.management.base import SystemCheckError

import pytest

from pages.actions import publish_page
from philoxenia.checks import (
    address_is_https,
    operator_is_named,
    pages_hold_known_tokens,
)


def test_every_blank_is_an_error_that_names_its_variable(settings):
    messages = [str(error) for error in operator_is_named(app_configs=None)]
    assert len(messages) == len(settings.OPERATOR)
    assert any("OPERATOR_PRIVACY_EMAIL" in message for message in messages)


def test_complete_operator_is_accepted(operator):
    assert operator_is_named(app_configs=None) == []


def test_trial_copy_is_refused(settings):
    assert [error.id for error in address_is_https()] == ["philoxenia.E002"]
    settings.PUBLIC_URL = "https://philoxenia.example"
    assert address_is_https() == []


def test_deploy_check_fails_on_blanks():
    with pytest.raises(SystemCheckError, match="OPERATOR_NAME"):
        call_command("check", deploy=True)


class TestTokensOnPages:
    def test_shipped_pages_are_accepted(self, pages):
        assert pages_hold_known_tokens(databases=["default"]) == []

    def test_unknown_token_on_a_live_page_is_an_error(self, pages):
        pages["contact"].body = "<p>Call {{operator.phone}}</p>"
        publish_page(pages["contact"])
        (error,) = pages_hold_known_tokens(databases=["default"])
        assert "/en/about/contact/" in error.msg
        assert "{{operator.phone}}" in error.msg

    @pytest.mark.parametrize("token", ["{{<b>operator.name</b>}}", "{{operator.nam}}"])
    def test_token_that_readers_would_see_is_an_error(self, pages, token):
        pages["contact"].body = f"<p>{token}</p>"
        publish_page(pages["contact"])
        assert pages_hold_known_tokens(databases=["default"])

    def test_draft_may_hold_anything(self, pages):
        pages["contact"].body = "<p>Call {{operator.phone}}</p>"
        pages["contact"].save_revision()
        assert pages_hold_known_tokens(databases=["default"]) == []

    def test_database_is_left_alone_unless_named(self):
        assert pages_hold_known_tokens(databases=None) == []
