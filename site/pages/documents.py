"""What search gets of the pages about this site."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from editorial.html import plain_text
from editorial.querysets import joined
from pages.models import StandardPage
from search.kinds import Kind, SearchDocument, Use


def public_pages() -> Any:
    """Return the published pages; an alias is the original under another address."""
    same_page = StandardPage.objects.live().filter(
        alias_of=None, translation_key=OuterRef("translation_key")
    )
    return (
        StandardPage.objects.live()
        .filter(alias_of__isnull=True)
        .select_related("locale", "campaignpage")
        .annotate(public_languages=joined(same_page, "locale__language_code"))
    )


def document(page: StandardPage) -> SearchDocument:
    """Return the words of one published page."""
    return SearchDocument(
        kind="page",
        object_id=page.pk,
        language=page.language,
        title=page.title,
        summary=page.filled_intro(),
        text=_text(page),
        date=page.last_published_at.date() if page.last_published_at else None,
        url=page.get_absolute_url(),
        public_id=str(page.translation_key),
        facets=lambda: {"use": [Use.PRINT.value]},
    )


def addresses(page: Any) -> dict[str, str]:
    """Return language → address; one that another slug has leads on to it."""
    languages = page.public_languages.split(",")
    return {language: page.address_in(language) for language in languages}


def _text(page: StandardPage) -> str:
    """Return the words below the introduction, a campaign's with its kind and question.

    Nobody who looks for a campaign knows its title.
    """
    campaign = getattr(page, "campaignpage", None)
    stored = page.body + (campaign.call if campaign else "")
    words = plain_text(page.filled(stored))
    if campaign is None:
        return words
    with override(page.language):
        kind = capfirst(str(campaign._meta.verbose_name))
    return f"{kind}: {campaign.question} {words}"


KIND = Kind(
    name="page",
    label=_("About this site"),
    queryset=public_pages,
    document=document,
    addresses=addresses,
)
