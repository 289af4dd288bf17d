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

register_snippet(FrontViewSet)


@hooks.register("register_rich_text_features", order=1)
def links_keep_the_readers_language(features: FeatureRegistry) -> None:
    features.register_link_type(ReaderPageLinkHandler)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def renew_changed_front(request: HttpRequest, instance: Model) -> None:
    if isinstance(instance, Front):
        renew_front(instance)


# Before, because afterwards the instances have lost their keys.
@hooks.register("before_delete_snippet")
def renew_deleted_fronts(request: HttpRequest, instances: list[Model]) -> None:
    # Wagtail also calls this when it only asks whether to delete.
    if request.method == "POST":
        for instance in instances:
            if isinstance(instance, Front):
                renew_front(instance)


@hooks.register("after_move_page")
def renew_moved_page(request: HttpRequest, page: Page) -> None:
    for moved in page.get_descendants(inclusive=True):
        renew_page(moved)
