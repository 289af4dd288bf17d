"""A campaign as an editor makes it."""

from __future__ import annotations

from wagtail.models import Page

from editorial.models import locale_of
from pages.actions import ensure_root_page, publish_page
from pages.models import CampaignPage

SHIPPED = "ask-me-something-else"
"""The slug of the campaign that comes with the product."""


def make_campaign(
    *, live: bool = True, below: Page | None = None, **fields
) -> CampaignPage:
    """Return a campaign below a page, else below the root of the original's tree."""
    parent = below or ensure_root_page(locale_of("en"))
    page = CampaignPage(
        **{
            "title": "Ask",
            "slug": "ask",
            "locale": parent.locale,
            "intro": "Tell the question that you wish for.",
            "question": "What would you love to be asked?",
            "call": "<p>Begin with the question.</p>",
            "live": False,
            **fields,
        }
    )
    parent.add_child(instance=page)
    if live:
        publish_page(page)
    # As it is stored: publishing changes other objects than this one.
    return CampaignPage.objects.get(pk=page.pk)


def translated(page: CampaignPage, language: str, **words) -> CampaignPage:
    """Return a published translation, made as Wagtail makes them."""
    translation = page.copy_for_translation(locale_of(language), copy_parents=True)
    for name, value in words.items():
        setattr(translation, name, value)
    publish_page(translation)
    return CampaignPage.objects.get(pk=translation.pk)
