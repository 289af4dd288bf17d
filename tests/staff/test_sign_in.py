"""The door of the admin: one address, and guesses that slow down."""

from __future__ import annotations

from datetime import timedelta

from django.urls import NoReverseMatch, reverse

import pytest

from staff.models import FREE_GUESSES, LONGEST_WAIT, SpentCode, WrongGuesses
from tests.factories import UserFactory
from tests.staff.conftest import DOOR, PASSWORD

pytestmark = pytest.mark.django_db
LONGEST = LONGEST_WAIT.seconds


@pytest.fixture
def guess(visitor):
    """Guess wrong at the editor's password so many times, from anywhere."""

    def guess(times=FREE_GUESSES, who=visitor, **extra):
        return [who.sign_in("wrong", **extra).status_code for _ in range(times)]

    return guess


class TestDoor:
    def test_editor_signs_in(self, visitor):
        assert visitor.sign_in()["Location"] == "/admin/"
        assert visitor.is_inside()

    def test_leads_on_to_where_she_wanted_to_go(self, client, visitor):
        response = client.get("/admin/account/")
        assert response["Location"] == f"{DOOR}?next=/admin/account/"
        page = client.get(response["Location"]).content.decode()
        assert '<input type="hidden" name="next" value="/admin/account/">' in page
        response = client.post(
            DOOR,
            {"username": "editor", "password": PASSWORD, "next": "/admin/account/"},
        )
        assert response["Location"] == "/admin/account/"

    def test_leads_to_no_foreign_site(self, client, visitor):
        response = client.post(
            DOOR,
            {"username": "editor", "password": PASSWORD, "next": "https://evil.test/"},
        )
        assert response["Location"] == "/admin/"

    def test_wrong_password_keeps_out(self, visitor):
        response = visitor.sign_in("wrong")
        assert "Name or password is wrong" in response.content.decode()
        assert not visitor.is_inside()

    def test_account_that_was_closed_keeps_out(self, visitor, editor):
        editor.is_active = False
        editor.save()
        assert "wrong" in visitor.sign_in().content.decode()
        assert not visitor.is_inside()

    def test_account_without_access_is_told_and_signed_out(self, client, db):
        UserFactory(username="nobody")
        client.post(DOOR, {"username": "nobody", "password": PASSWORD})
        page = client.get("/admin/", follow=True).content.decode()
        assert "may not enter the admin" in page
        assert 'name="password"' in page

    @pytest.mark.parametrize("language", ["en", "de", "ar"])
    def test_speaks_the_browsers_language(self, client, db, language):
        response = client.get(DOOR, headers={"Accept-Language": language})
        page = response.content.decode()
        assert f'lang="{language}"' in page
        assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page

    def test_out_again(self, client, visitor):
        visitor.sign_in()
        client.post("/admin/logout/")
        assert not visitor.is_inside()


@pytest.mark.parametrize(
    "path",
    [
        "login/signup/",
        "signup/",
        "second-factor/email/",
        "password_reset/",
        "password_reset/done/",
        "login/password/reset/",
        "3rdparty/",
    ],
)
def test_other_ways_in_do_not_exist(client, admin, path):
    client.force_login(admin)
    assert client.get(f"/admin/{path}").status_code == 404
    assert client.post(f"/admin/{path}", {"email": "a@example.org"}).status_code == 404


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password"]
)
def test_other_ways_in_have_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


class TestGuesses:
    def test_ten_are_free_then_even_the_right_one_waits(self, visitor, guess):
        assert guess() == [200] * FREE_GUESSES
        response = visitor.sign_in()
        assert response.status_code == 429
        assert response["Retry-After"] == "30"
        assert "Try again in one minute." in response.content.decode()
        assert not visitor.is_inside()

    def test_waiting_opens_the_door(self, visitor, guess, clock):
        guess()
        clock.shift(timedelta(seconds=30))
        assert visitor.sign_in().status_code == 302

    def test_waits_double_up_to_five_minutes(self, visitor, guess, clock):
        guess()
        waits = []
        for _again in range(6):
            waits.append(int(visitor.sign_in("wrong")["Retry-After"]))
            clock.shift(timedelta(seconds=waits[-1]))
            guess(1)
        assert waits == [30, 60, 120, 240, LONGEST, LONGEST]

    def test_refused_guesses_do_not_make_the_wait_longer(self, visitor, guess, clock):
        guess()
        guess(20)
        clock.shift(timedelta(seconds=30))
        assert visitor.sign_in().status_code == 302

    def test_right_one_forgets_the_wrong_ones(self, visitor, guess):
        guess(FREE_GUESSES - 1)
        visitor.sign_in()
        assert not WrongGuesses.objects.exists()

    def test_hour_of_quiet_forgets_them(self, visitor, guess, clock):
        guess()
        clock.shift(timedelta(hours=1, seconds=1))
        assert guess() == [200] * FREE_GUESSES

    def test_names_that_nobody_has_slow_down_too(self, visitor):
        answers = [
            visitor.sign_in(username="ghost").status_code for _ in range(FREE_GUESSES)
        ]
        assert answers == [200] * FREE_GUESSES
        assert visitor.sign_in(username="ghost").status_code == 429

    def test_many_names_from_one_address_slow_down(self, visitor):
        def knock(number):
            return visitor.sign_in(username=f"n{number}", REMOTE_ADDR="203.0.113.9")

        answers = [knock(number).status_code for number in range(FREE_GUESSES)]
        assert answers == [200] * FREE_GUESSES
        assert knock(99).status_code == 429
        assert visitor.sign_in(REMOTE_ADDR="203.0.113.10").status_code == 302

    def test_in_production_the_proxy_says_who_it_was(self, visitor, production):
        def knock(number, seen):
            return visitor.sign_in(
                username=f"n{number}",
                headers={"X-Forwarded-For": f"198.51.100.{number}, {seen}"},
            )

        for number in range(FREE_GUESSES):
            knock(number, "203.0.113.9")
        assert knock(98, "203.0.113.9").status_code == 429
        assert knock(99, "203.0.113.10").status_code == 200

    def test_stranger_cannot_keep_her_out_of_a_browser_she_has_used(
        self, visitor, stranger, guess
    ):
        visitor.sign_in()
        visitor.client.post("/admin/logout/")
        guess(FREE_GUESSES + 5, who=stranger)
        assert stranger.sign_in().status_code == 429
        assert visitor.sign_in().status_code == 302

    def test_known_browser_has_ten_guesses_of_its_own(self, visitor, guess):
        visitor.sign_in()
        visitor.client.post("/admin/logout/")
        guess()
        assert visitor.sign_in().status_code == 429

    def test_database_holds_neither_name_nor_address(self, visitor, guess, phone):
        guess(3, REMOTE_ADDR="203.0.113.9")
        visitor.sign_in(REMOTE_ADDR="203.0.113.9")
        visitor.type_code(phone.code(), REMOTE_ADDR="203.0.113.9")
        visitor.client.post("/admin/logout/")
        stored = [
            *WrongGuesses.objects.values_list("lane", flat=True),
            *SpentCode.objects.values_list("code", flat=True),
        ]
        assert len(stored) == 2
        assert all(len(key) == 64 and int(key, 16) for key in stored)


class TestCookies:
    def test_go_to_the_admin_alone(self, visitor):
        cookies = visitor.sign_in().cookies
        assert set(cookies) == {"sessionid", "csrftoken", "staff_browser"}
        for cookie in cookies.values():
            assert cookie["path"] == "/admin/"
        for name in ("sessionid", "staff_browser"):
            assert cookies[name]["httponly"]
            assert cookies[name]["samesite"]

    def test_session_ends_with_the_browser(self, visitor):
        assert visitor.sign_in().cookies["sessionid"]["max-age"] == ""

    def test_public_page_sets_none_for_staff_either(self, visitor):
        visitor.sign_in()
        assert not visitor.client.get("/en/").cookies


class TestSession:
    def test_ends_after_two_hours_in_which_nobody_was_there(self, visitor, clock):
        visitor.sign_in()
        visitor.is_inside()
        clock.shift(timedelta(hours=2, minutes=1))
        assert not visitor.is_inside()

    def test_lasts_while_somebody_works(self, visitor, clock):
        visitor.sign_in()
        for _hour in range(11):
            assert visitor.is_inside()
            clock.shift(timedelta(hours=1))

    def test_ends_after_twelve_hours_whatever_happens(self, visitor, clock):
        visitor.sign_in()
        for _hour in range(12):
            assert visitor.is_inside()
            clock.shift(timedelta(hours=1, minutes=1))
        assert not visitor.is_inside()

    def test_open_editor_alone_does_not_keep_it(self, visitor, clock):
        visitor.sign_in()
        visitor.is_inside()
        for _time in range(3):
            clock.shift(timedelta(minutes=50))
            visitor.client.post("/admin/editing-sessions/release/1/")
        assert not visitor.is_inside()
