from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import models

from languages.registry import CODES

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

    def words(self) -> Iterator[tuple[str, str, str]]:
        """Yield language, word and slug of all names and labels; two queries."""
        names = self.values_list("slug", *(f"name_{code}" for code in CODES))
        for slug, *translated in names.iterator():
            for language, name in zip(CODES, translated, strict=True):
                if name:
                    yield language, name, slug
        yield from self.filter(labels__isnull=False).values_list(
            "labels__language", "labels__name", "slug"
        )
