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
        .select_related("locale")
    )


def document(page: StandardPage) -> SearchDocument:
    """Return the words of one published page."""
    return SearchDocument(
        kind="page",
        object_id=page.pk,
        language=page.language,
        title=page.title,
        summary=page.filled_intro(),
        text=plain_text(page.filled_body()),
        date=page.last_published_at.date() if page.last_published_at else None,
        url=page.get_absolute_url(),
    )


KIND = Kind(
    name="page",
    label=_("About this site"),
    queryset=public_pages,
    document=document,
)
