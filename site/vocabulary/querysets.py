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

    def names(self, kind: str) -> dict[str, str]:
        """Return slug → name in the active language; one query."""
        return {concept.slug: concept.name for concept in self.of_kind(kind)}
