"""What the newest campaign says on the fronts of other rooms."""

from __future__ import annotations

from pages.models import CampaignPage
from stories.calls import Call


def newest_call(language: str) -> Call | None:
    """Return the newest campaign for readers of a language, at one query."""
    campaign = CampaignPage.objects.newest(language)
    if campaign is None:
        return None
    return Call(
        campaign.title,
        campaign.question,
        campaign.address_in(language),
        campaign.language,
    )
