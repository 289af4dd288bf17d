"""A lost phone: somebody with a shell lets the person in again."""

from __future__ import annotations

from io import StringIO

from django.core.management import CommandError, call_command

import pytest
from allauth.mfa.models import Authenticator

from staff.models import FREE_GUESSES
from tests.staff.conftest import SET_UP, Visitor

pytestmark = pytest.mark.django_db


def reset(username="editor", **options) -> str:
    out = StringIO()
    call_command("reset_second_factor", username, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def inside(visitor, phone, recovery_codes) -> Visitor:
    visitor.sign_in()
    visitor.type_code(phone.code())
    return visitor


def test_takes_factor_and_codes_away_and_signs_out(inside, production):
    assert "no second factor now" in reset(yes=True)
    assert not Authenticator.objects.exists()
    assert not inside.is_inside()
    inside.sign_in()
    assert inside.client.get("/admin/")["Location"] == SET_UP


def test_leaves_others_alone(inside, admin, client_class):
    other = client_class()
    other.force_login(admin)
    reset(yes=True)
    assert other.get("/admin/").status_code == 200


def test_stops_the_wait(visitor, stranger):
    for _time in range(FREE_GUESSES):
        stranger.sign_in("wrong")
    assert stranger.sign_in().status_code == 429
    assert "had no second factor" in reset(yes=True)
    assert stranger.sign_in().status_code == 302


def test_says_that_the_password_decides_from_now_on(inside):
    assert "manage.py changepassword editor" in reset(yes=True)


def test_unknown_name_is_refused(db):
    with pytest.raises(CommandError, match="Nobody is called ghost"):
        reset("ghost", yes=True)


@pytest.mark.parametrize(("answer", "left"), [("no", 2), ("", 2), ("yes", 0)])
def test_asks_first(inside, monkeypatch, answer, left):
    monkeypatch.setattr("builtins.input", lambda _question: answer)
    if left:
        with pytest.raises(CommandError, match="Nothing was changed"):
            reset()
    else:
        reset()
    assert Authenticator.objects.count() == left
