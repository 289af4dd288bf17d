from __future__ import annotations

from django.http import HttpRequest

from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("construct_main_menu")
def hide_documents(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's admin needs the app of documents; this site has none."""
    menu_items[:] = [item for item in menu_items if item.name != "documents"]
