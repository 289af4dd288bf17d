"""What search gets of the pages about this site."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from editorial.html import plain_text
from pages.models import StandardPage
from search.kinds import Kind, SearchDocument


def public_pages() -> Any:
    """Return the published pages; an alias is the original under another address."""
    return (
        StandardPage.objects.live()
        .filter(alias_of__isnull=True)
        .select_related("locale", "campaignpage")
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
    )


def _text(page: StandardPage) -> str:
    """Return the words below the introduction, a campaign's with what it asks."""
    campaign = getattr(page, "campaignpage", None)
    stored = page.body + (campaign.call if campaign else "")
    words = plain_text(page.filled(stored))
    return f"{campaign.question} {words}" if campaign else words


KIND = Kind(
    name="page",
    label=_("About this site"),
    queryset=public_pages,
    document=document,
)
