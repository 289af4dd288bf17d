"""How allauth behaves here: guesses slow down, nobody signs up, secrets are sealed."""

from __future__ import annotations

import logging
import time
from io import BytesIO
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

import qrcode
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from qrcode.image.svg import SvgPathFillImage

from staff.actions import begin_guess
from staff.lanes import lanes_of, remember_browser
from staff.models import User
from staff.sealing import seal, unseal

_QUIET_ZONE: Final = 2
"""Light modules around the QR code; phones read it with fewer than the standard's 4."""
logger = logging.getLogger(__name__)


class StaffAccountAdapter(DefaultAccountAdapter):
    """One way in: a name and a password that somebody of the staff was given."""

    error_messages: Final = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "Name or password is wrong. Both know capitals from small letters."
        ),
        "incorrect_password": _("The password is wrong."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return who it is; raises SlowDown after too many wrong guesses."""
        name = credentials.get("username", "")
        guess = begin_guess(lanes_of(request, "password", name))
        user = super().authenticate(request, **credentials)
        if user is not None:
            guess.was_right()
        return user

    def post_login(
        self, request: HttpRequest, user: User, **kwargs: Any
    ) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        remember_browser(request, response, user.username)
        request.session.clear_expired()
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again only when the last password or code is some minutes old."""
        request = context.request
        proofs = get_authentication_records(request, request.user)
        recent = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        if any(proof["at"] > recent for proof in proofs):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class StaffMFAAdapter(DefaultMFAAdapter):
    """Second factors that a copy of the database does not give away."""

    error_messages: Final = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code does not fit. Wait for the next one in your app; "
            "if that fails too, check the clock of your phone."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret, or a fresh one that no code fits if it is unreadable."""
        secret = unseal(encrypted_text)
        if secret is None:
            logger.error(
                "A second factor is unreadable: SECRET_KEY is new and its predecessor "
                "is not in SECRET_KEY_FALLBACKS"
            )
            return generate_totp_secret()
        return secret

    def get_totp_label(self, user: User) -> str:
        return user.username

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code on white, so that it is read in the dark theme too."""
        image = qrcode.make(url, image_factory=SvgPathFillImage, border=_QUIET_ZONE)
        buffer = BytesIO()
        image.save(buffer)
        return buffer.getvalue().decode()
