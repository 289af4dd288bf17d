"""The door of the admin; mounted before Wagtail's own addresses, outside transactions.

Only what is needed: no sign-up, no mail, no foreign accounts.
"""

from __future__ import annotations

from django.urls import path

from wagtail.admin.auth import require_admin_access

from staff import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("login/code/", views.Code.as_view(), name="mfa_authenticate"),
    *(
        path(f"second-factor/{address}", require_admin_access(view), name=name)
        for address, view, name in (
            ("", views.SecondFactor.as_view(), "mfa_index"),
            ("set-up/", views.SetUp.as_view(), "mfa_activate_totp"),
            ("remove/", views.Remove.as_view(), "mfa_deactivate_totp"),
            ("password/", views.PasswordAgain.as_view(), "account_reauthenticate"),
            ("code/", views.CodeAgain.as_view(), "mfa_reauthenticate"),
            (
                "recovery-codes/",
                views.RecoveryCodes.as_view(),
                "mfa_view_recovery_codes",
            ),
            (
                "recovery-codes/new/",
                views.NewRecoveryCodes.as_view(),
                "mfa_generate_recovery_codes",
            ),
        )
    ),
]
"""allauth finds its pages by these names."""
