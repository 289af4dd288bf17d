"""The admin form of what uses figures."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from newsroom.models import Figure


class FiguresForm(WagtailAdminModelForm):
    """The facts of a thing; the figures to choose from are read with their titles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figures"].queryset = Figure.objects.with_titles().order_by("key")
