from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from pages.models import Front


class FrontQuerySet(models.QuerySet["Front"]):
    """The reads of the fronts' words."""

    def words(self, slot: str, language: str) -> Front | None:
        """Return a front's own words in a language, None for the template's."""
        return self.filter(slot=slot, language=language).first()
