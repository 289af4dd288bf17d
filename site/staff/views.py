"""Signing in and the second factor: allauth's views, our words and our waits."""

from __future__ import annotations

from textwrap import wrap
from typing import Any, Final
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth import logout
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.recovery_codes.views import (
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView

from staff.actions import SlowDown
from staff.forms import (
    CodeAgainForm,
    CodeForm,
    PasswordAgainForm,
    SetUpForm,
    SignInForm,
)

ADMIN_ACCESS: Final = "wagtailadmin.access_admin"
LETTERS_IN_GROUP: Final = 4


class Headed:
    """Gives the page its heading and title."""

    heading: Promise

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {  # type: ignore[misc]
            "heading": self.heading
        }


class SlowMixin:
    """Answers 429 with the time to wait when there were too many wrong guesses."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        for errors in form.errors.as_data().values():
            for error in errors:
                if isinstance(error, SlowDown):
                    response.status_code = 429
                    response.headers["Retry-After"] = str(error.seconds)
        return response


class SignIn(Headed, SlowMixin, LoginView):
    """The only door to the admin."""

    heading = _("Sign in to work on this site")
    form_class = SignInForm

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if request.user.is_authenticated:
            if request.user.has_perm(ADMIN_ACCESS):
                return redirect(self.get_next_url() or "wagtailadmin_home")
            logout(request)
            messages.error(request, _("This account may not enter the admin."))
        return super().dispatch(request, *args, **kwargs)


class Code(Headed, SlowMixin, AuthenticateView):
    """The second step of signing in, for whoever has a second factor."""

    heading = _("Now the code")
    form_class = CodeForm


class PasswordAgain(Headed, SlowMixin, ReauthenticateView):
    heading = _("Your password once more")
    form_class = PasswordAgainForm


class CodeAgain(Headed, SlowMixin, ReauthenticateByCodeView):
    heading = _("A code once more")
    form_class = CodeAgainForm


class SecondFactor(Headed, IndexView):
    """Whether there is one, and what can be done about it."""

    heading = _("Second factor")


class SetUp(Headed, ActivateTOTPView):
    """A secret for the app, as a picture and as letters."""

    heading = _("Set up your second factor")
    form_class = SetUpForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        groups = wrap(context["form"].secret, LETTERS_IN_GROUP)
        return {**context, "typed_secret": " ".join(groups)}


class Remove(Headed, DeactivateTOTPView):
    """For a new phone: take the old one away, then set up the new one."""

    heading = _("Change to a new phone")


class RecoveryCodes(Headed, ViewRecoveryCodesView):
    """The codes, once; the file is in the page, so no second request can fetch them."""

    heading = _("Recovery codes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        words = "\n".join((self.request.get_host(), "", *context["unused_codes"], ""))
        return {**context, "as_file": f"data:text/plain;charset=utf-8,{quote(words)}"}


class NewRecoveryCodes(Headed, GenerateRecoveryCodesView):
    """New codes; the old ones stop working."""

    heading = _("New recovery codes")
