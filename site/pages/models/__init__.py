"""Pages about this site, campaigns, and the words on its fronts."""

from __future__ import annotations

from pages.models.campaigns import CampaignPage
from pages.models.fronts import Front, Slot
from pages.models.standard import FEATURES, StandardPage

__all__ = ["FEATURES", "CampaignPage", "Front", "Slot", "StandardPage"]
