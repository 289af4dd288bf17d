from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest

from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from pages.actions import renew_front, renew_page
from pages.links import ReaderPageLinkHandler
from pages.models import Front
from pages.viewsets import FrontViewSet


def keep_links_in_the_readers_language(features: FeatureRegistry) -> None:
    features.register_link_type(ReaderPageLinkHandler)


def renew_changed_front(request: HttpRequest, instance: Model) -> None:
    if isinstance(instance, Front):
        renew_front(instance)


def renew_deleted_fronts(request: HttpRequest, instances: list[Model]) -> None:
    # Wagtail also calls this when it only asks whether to delete.
    if request.method == "POST":
        for instance in instances:
            renew_changed_front(request, instance)


def renew_moved_page(request: HttpRequest, page: Page) -> None:
    for moved in page.get_descendants(inclusive=True):
        renew_page(moved)


register_snippet(FrontViewSet)
# After Wagtail's own, which it replaces.
hooks.register(
    "register_rich_text_features", keep_links_in_the_readers_language, order=1
)
hooks.register("after_create_snippet", renew_changed_front)
hooks.register("after_edit_snippet", renew_changed_front)
# Before, because afterwards the instances have lost their keys.
hooks.register("before_delete_snippet", renew_deleted_fronts)
hooks.register("after_move_page", renew_moved_page)
