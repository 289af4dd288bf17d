"""Panels of a lesson's forms."""

from __future__ import annotations

from editorial.panels import RowsBesideOriginal


class RowsAsShown(RowsBesideOriginal):
    """Rows whose original stands above them as readers see it, tables and all."""

    class BoundPanel(RowsBesideOriginal.BoundPanel):
        template_name = "toolkit/admin/rows_as_shown.html"
