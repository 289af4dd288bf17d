"""Panels of the texts' form: the original stands beside each field."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import FieldPanel, InlinePanel

from editorial.models import Text


def original_of(text: Text) -> Text | None:
    """Return the published original that a translation is made from."""
    return text.translated_from


class BesideOriginal(FieldPanel):
    """A field with the original's words above it when the text is a translation."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "editorial/admin/beside_original.html"

        def get_context_data(
            self, parent_context: dict[str, Any] | None = None
        ) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            original = original_of(self.instance)
            value = getattr(original, self.field_name) if original else ""
            return {**context, "original": original, "original_value": value}


class RowsBesideOriginal(InlinePanel):
    """Child rows with the original's rows above them when the text is a translation."""

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "editorial/admin/rows_beside_original.html"

        def get_context_data(
            self, parent_context: dict[str, Any] | None = None
        ) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            original = original_of(self.instance)
            rows = getattr(original, self.panel.relation_name).all() if original else []
            return {**context, "original": original, "original_rows": rows}
