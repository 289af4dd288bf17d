"""An editor at the door, with and without a phone."""

from __future__ import annotations

import re

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

DOOR = "/admin/login/"
CODE = "/admin/login/code/"
SET_UP = "/admin/second-factor/set-up/"
RECOVERY = "/admin/second-factor/recovery-codes/"
PASSWORD = "a password for tests"


class Phone:
    """An app that shows codes."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def code(self) -> str:
        return format_hotp_value(
            hotp_value(self.secret, list(yield_hotp_counters_from_time())[1])
        )


class Visitor:
    """Somebody at the door, seen through a browser of her own."""

    def __init__(self, client) -> None:
        self.client = client

    def sign_in(self, password=PASSWORD, username="editor", **extra):
        data = {"username": username, "password": password}
        return self.client.post(DOOR, data, **extra)

    def type_code(self, code, **extra):
        return self.client.post(CODE, {"code": code}, **extra)

    def is_inside(self) -> bool:
        return self.client.get("/admin/").status_code == 200


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-25T09:00:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def production(settings):
    settings.PRODUCTION = True


@pytest.fixture
def visitor(client, editor, clock) -> Visitor:
    return Visitor(client)


@pytest.fixture
def stranger(client_class, editor) -> Visitor:
    return Visitor(client_class())


@pytest.fixture
def client_class():
    from django.test import Client

    return Client


@pytest.fixture
def phone(editor) -> Phone:
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    return Phone(secret)


@pytest.fixture
def recovery_codes(editor, phone) -> list[str]:
    return RecoveryCodes.activate(editor).get_unused_codes()


def secret_on(page: str) -> str:
    """Return what the set-up page shows for typing into an app."""
    return re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
