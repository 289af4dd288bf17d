from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail import hooks


@hooks.register("register_account_menu_item")
def second_factor(request: HttpRequest) -> dict[str, Any]:
    """Lead from *Account* to the second factor."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("The app that shows you codes, and codes for a lost phone."),
    }
