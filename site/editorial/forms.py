"""The admin forms of things and texts."""

from __future__ import annotations

import copy
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms import WagtailAdminModelForm

from languages.registry import DJANGO_LANGUAGES, ORIGINAL


class NewThingForm(WagtailAdminModelForm):
    """The first facts of a thing, and language and title of its first text."""

    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        help_text=_("What it is and where, as a reader would say it."),
    )
    language = forms.ChoiceField(
        label=_("Language you write in"), choices=DJANGO_LANGUAGES, initial=ORIGINAL
    )


class TextForm(WagtailAdminModelForm):
    """The words of a text; a translation can be marked as brought up to date."""

    own_rows: ClassVar[dict[str, str]] = {}
    """Child relation → its field that names a row of the thing, of no other thing."""

    up_to_date = forms.BooleanField(
        label=_("This translation says what the original says now"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.editions_behind:
            del self.fields["up_to_date"]
        for relation, field in self.own_rows.items():
            self._offer_own(self.formsets[relation], field)

    def _offer_own(self, rows: Any, field: str) -> None:
        # The form class is shared by all requests, so this one gets a copy.
        own: Any = type(rows.form.__name__, (rows.form,), {})
        own.base_fields = copy.deepcopy(rows.form.base_fields)
        choices = own.base_fields[field]
        choices.queryset = choices.queryset.filter(thing=self.instance.thing)
        rows.form = own

    def clean(self) -> dict[str, Any]:
        """Refuse publishing what has no source, before anything is written."""
        cleaned: dict[str, Any] = super().clean()
        if "action-publish" in self.data:
            self._post_clean()
            try:
                self.instance.check_publishable()
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        original = self.instance.translated_from
        if self.cleaned_data.get("up_to_date") and original:
            self.instance.from_edition = original.edition
            self.instance.from_revision = original.live_revision
        return super().save(commit)
