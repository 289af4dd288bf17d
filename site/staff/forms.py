from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm

from staff.actions import begin_guess, spend_code
from staff.lanes import lanes_of
from staff.models import User


class SignInForm(LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self.fields["login"], _("Username"))
        _describe(self.fields["password"], _("Password"))

    def add_prefix(self, field_name: str) -> str:
        """Call the name `username`, as every password manager expects."""
        return super().add_prefix("username" if field_name == "login" else field_name)


class PasswordAgainForm(ReauthenticateForm):
    """The password once more before something that outlasts a stolen session."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self.fields["password"], _("Password"))


class CodeMixin:
    """A code of the app, or a recovery code: digits of any script, each code once."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    user: User
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_code(self.fields["code"], _("Code"))

    def clean_code(self) -> str:
        """Return the code; raises SlowDown after too many wrong guesses."""
        self.cleaned_data["code"] = _plain_digits(self.cleaned_data["code"])
        request = context.request
        guess = begin_guess(lanes_of(request, "code", self.user.username))
        code: str = super().clean_code()  # type: ignore[misc]
        by_app = self.authenticator.type == Authenticator.Type.TOTP
        if by_app and not spend_code(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        guess.was_right()
        return code


class CodeForm(CodeMixin, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(CodeMixin, ReauthenticateByCodeForm):
    """A code once more before something that outlasts a stolen session."""


class SetUpForm(ActivateTOTPForm):
    """The first code of a new app shows that it holds the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_code(self.fields["code"], _("Code that the app shows"))

    def clean_code(self) -> str:
        self.cleaned_data["code"] = _plain_digits(self.cleaned_data["code"])
        return super().clean_code()


def _describe(field: forms.Field, label: Any) -> None:
    """Label the field outside of it; words inside vanish while one types."""
    field.label, field.help_text = label, ""
    field.widget.attrs.pop("placeholder", None)


def _describe_code(field: forms.Field, label: Any) -> None:
    _describe(field, label)
    field.widget.attrs |= {
        "autocomplete": "one-time-code",
        "autofocus": True,
        "dir": "ltr",
        "inputmode": "numeric",
    }


def _plain_digits(code: str) -> str:
    """Return the digits of any script as those that the app shows; drop the rest."""
    return "".join(str(unicodedata.digit(sign)) for sign in code if sign.isdigit())
