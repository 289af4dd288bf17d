from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import F, Prefetch, QuerySet

from editorial.models import TextQuerySet
from editorial.querysets import ThingQuerySet
from newsroom.figures.querysets import figures_in_words
from search.reads import matching_ids

if TYPE_CHECKING:
    from newsroom.models import TermSource  # noqa: F401  for the annotation


class ModuleQuerySet(ThingQuerySet):
    """The reads of training modules."""

    def with_rows(self) -> Self:
        """Add what a list shows: titles in all languages, and the units' minutes."""
        titles = self.texts().public().defer("exercise", "checklist")
        return self.prefetch_related(Prefetch("texts", queryset=titles), "units")

    def of_term(self, term: object) -> Self:
        """Return the public modules that speak of a term."""
        return self.public().filter(terms=term).order_by("pk").with_rows()

    def with_page(self) -> Self:
        """Add all that a module's page shows."""
        texts = self.texts().public().prefetch_related("units", "quiz")
        return self.prefetch_related(
            Prefetch("texts", queryset=texts), "units", "quiz", "themes", "sources"
        )


class ModuleTextQuerySet(TextQuerySet):
    """The reads of modules' words."""

    def for_search(self) -> Self:
        """Return public texts with all that a search document needs."""
        return (
            self.public()
            .with_languages()
            .with_changes()
            .annotate(figures_in_words=figures_in_words(self.model))
            .select_related("thing")
            .prefetch_related("units", "quiz")
        )


class TermQuerySet(ThingQuerySet):
    """The reads of terms."""

    def in_order_for(self, language: str) -> Self:
        """Order those that have words of their own in a language before the others."""
        return self.readable_first(language).order_by(
            "-readable", F("number").asc(nulls_last=True), "pk"
        )

    def matching(self, q: str, language: str) -> Self:
        """Return those with a text that the words find, the most relevant first."""
        return self.of_texts(matching_ids("term", q, language))

    def numbered(self, numbers: list[int]) -> Self:
        """Return the terms that have these numbers, as far as they exist."""
        return self.filter(number__in=numbers).order_by("number")

    def of_module(self, module: object) -> Self:
        """Return the public terms that a module speaks of, in their order."""
        return self.public().filter(modules=module).order_by("number").with_rows()

    def with_rows(self) -> Self:
        """Add what a list shows: the wordings of all languages, and the stances."""
        return self.prefetch_related(self._wordings(), "sources")

    def with_page(self) -> Self:
        """Add all that a term's page shows."""
        return self.prefetch_related(
            Prefetch("texts", queryset=self.texts().public()), "themes", "sources"
        )

    def _wordings(self) -> Prefetch[str, QuerySet, str]:
        short = self.texts().public().defer("why", "right_when", "before", "after")
        return Prefetch("texts", queryset=short)


class TermTextQuerySet(TextQuerySet):
    """The reads of terms' words."""

    def for_search(self) -> Self:
        """Return public texts with all that a search document needs."""
        texts = self.public().with_languages().with_changes()
        return texts.select_related("thing")


class TermSourceQuerySet(QuerySet["TermSource"]):
    """The reads of what authorities say."""

    def authorities(self) -> list[str]:
        """Return the names of all authorities, in the order of the alphabet."""
        return list(
            self.order_by("authority").values_list("authority", flat=True).distinct()
        )
