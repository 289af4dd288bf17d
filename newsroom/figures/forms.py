"""The admin form of what uses figures."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from newsroom.models import Figure


class FiguresForm(WagtailAdminModelForm):
    """The facts of a thing; figures, drafts too, are chosen by their titles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figures = Figure.objects.with_original_titles()
        self.fields["figures"].queryset = figures.order_by("key")
