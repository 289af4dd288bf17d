"""A password alone opens nothing in production."""

from __future__ import annotations

import base64
from datetime import timedelta
from urllib.parse import unquote

from django.conf import settings as real_settings

import pytest
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup

from staff.models import FREE_GUESSES
from tests.staff.conftest import CODE, DOOR, RECOVERY, SET_UP, Phone, secret_on

pytestmark = pytest.mark.django_db


def set_up(visitor) -> Phone:
    """Sign in and set a phone up as a person does."""
    visitor.sign_in()
    phone = Phone(secret_on(visitor.client.get(SET_UP).content.decode()))
    response = visitor.client.post(SET_UP, {"code": phone.code()})
    assert response["Location"] == RECOVERY
    return phone


class TestRequired:
    @pytest.mark.parametrize(
        "path", ["", "account/", "reports/", "images/", "second-factor/", "pages/1/"]
    )
    def test_without_one_every_address_leads_to_the_set_up(
        self, visitor, production, path
    ):
        visitor.sign_in()
        assert visitor.client.get(f"/admin/{path}")["Location"] == SET_UP
        assert visitor.client.post(f"/admin/{path}")["Location"] == SET_UP

    def test_set_up_opens_the_admin(self, visitor, production):
        set_up(visitor)
        assert visitor.is_inside()

    def test_page_can_be_left(self, visitor, production):
        visitor.sign_in()
        visitor.client.post("/admin/logout/")
        assert visitor.client.get(SET_UP)["Location"].startswith(DOOR)

    def test_trial_copy_needs_none_but_may_use_it(self, visitor):
        visitor.sign_in()
        assert visitor.is_inside()
        set_up(visitor)
        visitor.client.post("/admin/logout/")
        assert visitor.sign_in()["Location"] == CODE

    def test_administrators_need_one_too(self, client, admin, production):
        client.force_login(admin)
        assert client.get("/admin/")["Location"] == SET_UP

    def test_taking_it_away_leads_back_to_the_set_up(self, visitor, production):
        set_up(visitor)
        visitor.client.post("/admin/second-factor/remove/")
        assert visitor.client.get("/admin/")["Location"] == SET_UP


class TestSetUpPage:
    def test_shows_the_secret_as_picture_and_letters(self, visitor):
        visitor.sign_in()
        page = BeautifulSoup(visitor.client.get(SET_UP).content, "html.parser")
        start, _comma, data = page.find("img")["src"].partition(",")
        assert start == "data:image/svg+xml;base64"
        assert b"<svg" in base64.b64decode(data)
        assert len(page.find("code").text.replace(" ", "")) == 32

    def test_wrong_code_sets_nothing_up(self, visitor):
        visitor.sign_in()
        visitor.client.get(SET_UP)
        response = visitor.client.post(SET_UP, {"code": "000000"})
        assert "This code does not fit" in response.content.decode()
        assert not Authenticator.objects.exists()

    def test_asks_for_the_password_when_it_was_typed_long_ago(self, visitor, clock):
        visitor.sign_in()
        clock.shift(timedelta(minutes=30))
        address = visitor.client.get(SET_UP)["Location"]
        assert unquote(address) == f"/admin/second-factor/password/?next={SET_UP}"
        wrong = visitor.client.post(address, {"password": "wrong"})
        assert "The password is wrong" in wrong.content.decode()
        right = visitor.client.post(address, {"password": "a password for tests"})
        assert right["Location"] == SET_UP

    @pytest.mark.parametrize(
        "address", ["", "set-up/", "remove/", "recovery-codes/new/", "recovery-codes/"]
    )
    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_every_page_is_in_the_editors_language(
        self, visitor, editor, address, language, recovery_codes, phone
    ):
        from wagtail.users.models import UserProfile

        UserProfile.objects.create(user=editor, preferred_language=language)
        visitor.sign_in()
        visitor.type_code(phone.code())
        response = visitor.client.get(f"/admin/second-factor/{address}", follow=True)
        assert response.status_code == 200
        assert f'lang="{language}"' in response.content.decode()


class TestCode:
    def test_password_alone_does_not_open(self, visitor, phone):
        assert visitor.sign_in()["Location"] == CODE
        assert not visitor.is_inside()

    def test_code_opens(self, visitor, phone):
        visitor.sign_in()
        assert visitor.type_code(phone.code())["Location"] == "/admin/"
        assert visitor.is_inside()

    def test_wrong_code_does_not(self, visitor, phone):
        visitor.sign_in()
        response = visitor.type_code("000000")
        assert "This code does not fit" in response.content.decode()
        assert not visitor.is_inside()

    def test_page_without_the_password_leads_to_the_door(self, visitor, phone):
        assert visitor.client.get(CODE)["Location"] == DOOR
        assert visitor.type_code(phone.code())["Location"] == DOOR

    def test_code_in_arabic_digits_opens(self, visitor, phone):
        visitor.sign_in()
        eastern = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
        visitor.type_code(phone.code().translate(eastern))
        assert visitor.is_inside()

    def test_code_opens_once_in_any_process(self, visitor, stranger, phone):
        from django.core.cache import cache

        visitor.sign_in()
        visitor.type_code(phone.code())
        cache.clear()  # what another process has not seen
        stranger.sign_in()
        stranger.type_code(phone.code())
        assert not stranger.is_inside()

    def test_clock_that_is_half_a_minute_off_is_forgiven(self, visitor, phone, clock):
        visitor.sign_in()
        code = phone.code()
        clock.shift(timedelta(seconds=30))
        visitor.type_code(code)
        assert visitor.is_inside()

    def test_old_code_is_not(self, visitor, phone, clock):
        visitor.sign_in()
        code = phone.code()
        clock.shift(timedelta(seconds=90))
        visitor.type_code(code)
        assert not visitor.is_inside()

    def test_ten_guesses_are_free_then_even_the_right_one_waits(
        self, visitor, phone, clock
    ):
        visitor.sign_in()
        answers = [
            visitor.type_code(f"{number:06}").status_code
            for number in range(FREE_GUESSES)
        ]
        assert answers == [200] * FREE_GUESSES
        response = visitor.type_code(phone.code())
        assert response.status_code == 429
        assert "Try again in one minute." in response.content.decode()
        clock.shift(timedelta(seconds=30))
        visitor.type_code(phone.code())
        assert visitor.is_inside()

    def test_right_password_does_not_forget_wrong_codes(self, visitor, phone):
        for number in range(FREE_GUESSES):
            visitor.sign_in()
            visitor.type_code(f"{number:06}")
        visitor.sign_in()
        assert visitor.type_code(phone.code()).status_code == 429


class TestRecoveryCodes:
    def test_each_works_once(self, visitor, stranger, recovery_codes):
        visitor.sign_in()
        visitor.type_code(recovery_codes[3])
        assert visitor.is_inside()
        stranger.sign_in()
        stranger.type_code(recovery_codes[3])
        assert not stranger.is_inside()
        stranger.type_code(recovery_codes[4])
        assert stranger.is_inside()

    def test_shown_once_with_a_file_to_keep(self, visitor):
        set_up(visitor)
        page = BeautifulSoup(visitor.client.get(RECOVERY).content, "html.parser")
        codes = page.find("pre").text.split()
        link = page.find("a", download="recovery-codes.txt")
        assert len(codes) == 10
        assert link["href"].startswith("data:text/plain")
        assert all(code in unquote(link["href"]) for code in codes)
        again = visitor.client.get(RECOVERY).content.decode()
        assert not [code for code in codes if code in again]

    def test_new_ones_end_the_old_ones(self, visitor, phone, recovery_codes):
        visitor.sign_in()
        visitor.type_code(phone.code())
        visitor.client.post(f"{RECOVERY}new/")
        page = BeautifulSoup(visitor.client.get(RECOVERY).content, "html.parser")
        assert not set(page.find("pre").text.split()) & set(recovery_codes)


class TestAtRest:
    def test_database_holds_no_secret_in_clear(self, visitor):
        phone = set_up(visitor)
        visitor.client.get(RECOVERY)
        stored = str(list(Authenticator.objects.values_list("data", flat=True)))
        assert phone.secret not in stored
        assert not [
            seed
            for item in Authenticator.objects.filter(type="recovery_codes")
            for seed in [item.wrap().generate_codes()[0]]
            if seed in stored
        ]

    def test_new_secret_key_with_its_predecessor_opens(self, visitor, phone, settings):
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another key"
        visitor.sign_in()
        visitor.type_code(phone.code())
        assert visitor.is_inside()

    def test_without_it_no_code_fits_and_nothing_breaks(
        self, visitor, phone, settings, caplog
    ):
        settings.SECRET_KEY = "another key"
        visitor.sign_in()
        assert visitor.type_code(phone.code()).status_code == 200
        assert not visitor.is_inside()
        assert "SECRET_KEY_FALLBACKS" in caplog.text


def test_account_page_leads_to_it(visitor):
    visitor.sign_in()
    assert (
        "/admin/second-factor/"
        in visitor.client.get("/admin/account/").content.decode()
    )
    assert real_settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
