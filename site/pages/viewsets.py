"""The fronts' words in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.models import Front


class FrontViewSet(SnippetViewSet):
    """Headings and introductions of the fronts, by front and language."""

    model = Front
    icon = "home"
    menu_label = _("Fronts")
    add_to_admin_menu = True
    list_display = ["slot", "language", "heading"]
    list_filter = ["slot", "language"]
    panels = [
        FieldRowPanel([FieldPanel("slot"), FieldPanel("language")]),
        FieldPanel("heading"),
        FieldPanel("introduction"),
    ]
