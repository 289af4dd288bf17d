"""A page about this site; a campaign is one with more to it."""

from __future__ import annotations

from http import HTTPMethod
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.rich_text import expand_db_html

from editorial.changes import Change, changes_from
from editorial.fields import CleanRichTextField
from editorial.models import Translator
from editorial.places import language_name
from languages.registry import ORIGINAL, Direction, direction_of
from pages.forms import PageForm
from pages.routing import FallbackRoutingMixin
from pages.tokens import fill_html, fill_text

FEATURES: Final = ["bold", "italic", "h3", "h4", "ol", "ul", "link"]
_ONE_LEVEL_UP: Final = (
    ("<h3>", "<h2>"),
    ("</h3>", "</h2>"),
    ("<h4>", "<h3>"),
    ("</h4>", "</h3>"),
)
"""Rich text starts at h3 as in every room; here nothing stands between it and h1."""


class StandardPage(FallbackRoutingMixin, Page):
    """A page about this site or a campaign: a heading, an introduction and a text."""

    intro = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences; search and other sites show them too."),
    )
    body = CleanRichTextField(
        _("text"),
        features=FEATURES,
        blank=True,
        help_text=_(
            "Write {{operator.name}}, {{operator.address}}, {{operator.email}}, "
            "{{operator.privacy_email}}, {{operator.authority}}, {{operator.hosting}} "
            "or {{operator.source}} where the operator's data belong."
        ),
    )
    translator = models.CharField(
        _("translated by"), max_length=20, choices=Translator.choices, blank=True
    )

    from_revision = models.ForeignKey(
        Revision,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    """The version of the original that a translation says."""

    base_form_class = PageForm
    words: ClassVar[tuple[str, ...]] = ("title", "intro", "body")
    """The columns whose change leaves a translation behind."""
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    content_panels = [*Page.content_panels, "intro", "body", "translator"]
    parent_page_types = ["pages.StandardPage"]
    subpage_types = ["pages.StandardPage", "pages.CampaignPage"]
    # A private page would set cookies on the public site.
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    @property
    def direction(self) -> Direction:
        return direction_of(self.language)

    def original(self) -> Any:
        """Return the published page that this was translated from, None without one."""
        if self.from_revision is None:
            return None
        found = self.versions().filter(pk=self.from_revision.object_id).first()
        return found and found.specific

    def changes(self, original: Any) -> list[Change]:
        """Return what the original says otherwise than when this was made of it."""
        if (
            original is None
            or self.from_revision is None
            or original.live_revision_id == self.from_revision_id
        ):
            return []
        return changes_from(self.from_revision.content, original, original.words)

    def filled_intro(self) -> str:
        """Return the introduction with the operator's data in it."""
        return fill_text(self.intro, self.language)

    def filled_body(self) -> SafeString:
        return self.filled(self.body)

    def filled(self, stored: str) -> SafeString:
        """Return rich text as the reader's HTML, with the operator's data in it."""
        markup = expand_db_html(stored)
        for level, shown in _ONE_LEVEL_UP:
            markup = markup.replace(level, shown)
        return fill_html(markup, self.language)

    def get_absolute_url(self) -> str:
        """Return the path of this page in its own language."""
        return self.address_in(self.language)

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """Return the address from the page's place in its tree.

        Wagtail's own way asks a cache that every process keeps for an hour, so a
        newly translated root would have no address in the other processes.
        """
        sites = self._get_site_root_paths(request)
        if not sites or not self.url_path:
            return None
        return sites[0].site_id, settings.PUBLIC_URL, self.get_absolute_url()

    def get_view_restrictions(self) -> Any:
        """Return what restricts this page, at one query; no alias is ever served."""
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        above = [self.path[:end] for end in steps]
        return PageViewRestriction.objects.filter(page__path__in=above)

    def serve(
        self, request: HttpRequest, *args: Any, moved_to: str = "", **kwargs: Any
    ) -> HttpResponse:
        if moved_to:
            return redirect(moved_to)
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        versions = list(self.versions())
        by_language = {version.language: version for version in versions}
        original = self.original() or by_language.get(ORIGINAL)
        reader = get_language() or ORIGINAL
        return {
            **super().get_context(request, *args, **kwargs),
            "shown_language": self.language,
            "shown_direction": self.direction,
            "is_translated": self.language == reader,
            "versions": versions,
            "original": original,
            "original_language_name": language_name(
                original.language if original else ORIGINAL, reader
            ),
            "changes": self.changes(original),
        }
