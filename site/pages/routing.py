"""Finds a page in the reader's language, and the original where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override

from wagtail.url_routing import RouteResult

from languages.registry import ORIGINAL

if TYPE_CHECKING:
    from wagtail.models import Page as RoutedPage
else:
    RoutedPage = object

TREE_ROOT_DEPTH: Final = 2
"""Every language's tree hangs beside the others under Wagtail's invisible root."""


class FallbackRoutingMixin(RoutedPage):
    """Serves the original under the reader's address until there is a translation.

    The trees are looked at whether or not their root is published: Wagtail itself
    enters a language's tree only once its root page is live.
    """

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if self.depth != TREE_ROOT_DEPTH:
            return super().route(request, path_components)
        roots = {
            root.locale.language_code: root
            for root in self.get_translations(inclusive=True).select_related("locale")
        }
        language = get_language() or ORIGINAL
        if page := _find(roots.get(language), request, path_components):
            return RouteResult(page)
        if page := _find(roots.get(ORIGINAL), request, path_components):
            translation = page.version_in(language)
            return _moved(translation) if translation else RouteResult(page)
        return _moved(self._counterpart(path_components, language))

    def _counterpart(
        self, path_components: list[str], language: str
    ) -> FallbackRoutingMixin:
        """Return what stands for a path that only another language's tree knows.

        The language switcher leads there when a translation has a slug of its own.
        Raises Http404 when no tree knows the path.
        """
        path = "".join(f"{component}/" for component in path_components)
        roots = self.get_translations(inclusive=True).values_list("url_path", flat=True)
        found = (
            type(self)
            .objects.live()
            .filter(url_path__in=[root_path + path for root_path in roots])
            .first()
        )
        page: FallbackRoutingMixin | None = found and (
            found.version_in(language) or found.version_in(ORIGINAL)
        )
        if not page:
            raise Http404
        return page

    def version_in(self, language: str) -> Any:
        """Return this page's published version in a language, or None."""
        return self.versions().filter(locale__language_code=language).first()

    def versions(self) -> Any:
        """Return the published versions of this page that were really translated.

        Wagtail puts aliases of the original where a translated page lacks a parent.
        """
        return (
            self.get_translations(inclusive=True)
            .live()
            .filter(alias_of__isnull=True)
            .select_related("locale")
        )

    @property
    def path_in_tree(self) -> str:
        """The path under its language's root, such as `privacy/`."""
        _empty, _root, path = str(self.url_path).split("/", 2)
        return path

    def address_in(self, language: str) -> str:
        """Return the path at which readers of a language meet this page."""
        with override(language):
            return reverse("wagtail_serve", args=(self.path_in_tree,))

    def _route_in_own_tree(
        self, request: HttpRequest, path_components: list[str]
    ) -> RouteResult:
        return super().route(request, path_components)


def _find(
    root: FallbackRoutingMixin | None, request: HttpRequest, path_components: list[str]
) -> Any:
    if root is None:
        return None
    try:
        page = root._route_in_own_tree(request, path_components).page
    except Http404:
        return None
    if page.alias_of_id and page.alias_of.locale_id != page.locale_id:
        return None
    page.locale = root.locale
    return page


def _moved(page: FallbackRoutingMixin) -> RouteResult:
    """Route to a redirect, so that each version has one address."""
    language = get_language() or ORIGINAL
    return RouteResult(page, (), {"moved_to": page.address_in(language)})
