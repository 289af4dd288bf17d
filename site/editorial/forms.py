"""The admin forms of things and texts."""

from __future__ import annotations

import copy
from typing import Any, ClassVar

from django import forms
from django.db import models
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

    up_to_date = forms.BooleanField(
        label=_("This translation says what the original says now"),
        required=False,
    )

    rows_of_thing: ClassVar[dict[str, tuple[str, str]]] = {}
    """Child rows → their column and the thing's relation that it chooses from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rows, (column, relation) in self.rows_of_thing.items():
            own = getattr(self.instance.thing, relation).all()
            choose_from(self.formsets[rows], column, own)
        if not self.instance.editions_behind:
            del self.fields["up_to_date"]

    def save(self, commit: bool = True) -> Any:
        original = self.instance.translated_from
        if self.cleaned_data.get("up_to_date") and original:
            self.instance.from_edition = original.edition
            self.instance.from_revision = original.live_revision
        return super().save(commit)


def choose_from(formset: Any, column: str, rows: models.QuerySet[Any]) -> None:
    """Let the child rows of one form choose among these rows alone."""
    # The form class is shared by all requests, so this one gets a copy.
    own: Any = type(formset.form.__name__, (formset.form,), {})
    own.base_fields = copy.deepcopy(formset.form.base_fields)
    own.base_fields[column].queryset = rows
    formset.form = own
