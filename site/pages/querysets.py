from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from wagtail.query import PageQuerySet

from languages.registry import ORIGINAL

if TYPE_CHECKING:
    from pages.models import CampaignPage, Front


class FrontQuerySet(models.QuerySet["Front"]):
    """The reads of the fronts' words."""

    def words(self, slot: str, language: str) -> Front | None:
        """Return a front's own words in a language, None for the template's."""
        return self.filter(slot=slot, language=language).first()


class CampaignQuerySet(PageQuerySet):
    """The reads of campaigns."""

    def public(self) -> CampaignQuerySet:
        """Return the published campaigns; an alias is the original elsewhere."""
        return self.live().filter(alias_of=None).select_related("locale")

    def newest(self, language: str) -> CampaignPage | None:
        """Return the newest campaign, in a language or else in the original's."""
        begun = self.model.objects.filter(
            translation_key=OuterRef("translation_key"),
            locale__language_code=ORIGINAL,
        ).values("first_published_at")
        shown = self.public().filter(locale__language_code__in=(language, ORIGINAL))
        campaign: CampaignPage | None = (
            shown.annotate(
                # One that was begun in another language has no original.
                begun=Coalesce(Subquery(begun), "first_published_at"),
                is_own=models.Q(locale__language_code=language),
            )
            .order_by("-begun", "-is_own")
            .first()
        )
        return campaign
