from __future__ import annotations

from django.urls import URLResolver, include, path

from wagtail import hooks

from stories.desk import menu


def desk_urls() -> list[URLResolver]:
    return [path("stories/", include("stories.desk.urls"))]


hooks.register("register_admin_urls", desk_urls)
hooks.register("register_admin_menu_item", menu.moderators_item)
hooks.register("register_admin_menu_item", menu.reports_item)
hooks.register("register_admin_menu_item", menu.translators_item)
