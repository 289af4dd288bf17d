"""The admin form of pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms import WagtailAdminPageForm


class PageForm(WagtailAdminPageForm):
    """The words of a page; a translation can be marked as brought up to date."""

    up_to_date = forms.BooleanField(
        label=_("This translation says what the original says now"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.original = self.instance.original()
        if not self.instance.changes(self.original):
            del self.fields["up_to_date"]

    def save(self, commit: bool = True) -> Any:
        if self.cleaned_data.get("up_to_date"):
            self.instance.from_revision = self.original.live_revision
        return super().save(commit)
