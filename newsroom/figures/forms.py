"""The admin forms of what uses figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel

from editorial.forms import TextForm
from newsroom.figures.references import Known, refused
from newsroom.models import Figure

FIGURES_PANEL: Final = FieldPanel(
    "figures",
    widget=forms.SelectMultiple(attrs={"size": 12}),
    help_text=_(
        "In the words, write what stands in braces instead of the number: it shows for "
        "as long as the figure is public."
    ),
)


def _as_reference(figure: Figure) -> str:
    """Return a figure's title, and what words say in the place of its number."""
    return f"{figure} {{{{figure.{figure.key}}}}}" if figure.key else str(figure)


class FiguresForm(WagtailAdminModelForm):
    """The facts of a thing; figures, drafts too, are chosen by their titles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figures = self.fields["figures"]
        figures.queryset = Figure.objects.with_original_titles().order_by("key")
        figures.label_from_instance = _as_reference


class WordsWithFiguresForm(TextForm):
    """Words that may name their thing's figures; a wrong name is said at its field.

    A draft and its preview may hold one, as they may lack what publishing needs.
    """

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            self._check_references()
        return cleaned

    def _check_references(self) -> None:
        known = Known(self.instance.thing)
        for form in self._forms():
            problems = refused(form._meta.model, form.cleaned_data, known)
            for name, error in problems.items():
                form.add_error(name, error)

    def _forms(self) -> Iterator[Any]:
        """Yield this form and those of its rows that have no other mistake."""
        yield self
        for rows in self.formsets.values():
            for form in rows.forms:
                if form not in rows.deleted_forms and form.is_valid():
                    yield form
