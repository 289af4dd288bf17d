from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from vocabulary.models import Concept  # noqa: F401  for the annotation


class ConceptQuerySet(models.QuerySet["Concept"]):
    """The reads of a vocabulary."""

    def of_kind(self, kind: str) -> ConceptQuerySet:
        """Return one vocabulary in its own order."""
        return self.filter(kind=kind).order_by("position", "pk")

    def names(self, *kinds: str) -> dict[str, str]:
        """Return slug → name in the active language, of some vocabularies; one query.

        What two of them share is there once.
        """
        named = self.filter(kind__in=kinds).order_by("position", "pk")
        return {concept.slug: concept.name for concept in named}
