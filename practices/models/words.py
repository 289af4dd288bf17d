"""A practice's words in each language."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.models import Orderable, TranslatableMixin

from modelcluster.fields import ParentalKey

from editorial.fields import CleanRichTextField
from editorial.models import Text
from practices.models.choices import Fact
from practices.models.facts import Practice, Result
from practices.querysets import PracticeTextQuerySet

SECTIONS: tuple[str, ...] = (
    "how_it_works",
    "reach",
    "staffing",
    "went_wrong",
    "preconditions",
    "transfers",
)
"""The parts of a record's text, in the order of the page."""


class PracticeText(Text):
    """A practice told in one language."""

    address_name = "practices:record"
    words = (
        "title",
        "summary",
        *SECTIONS,
        "partners",
        "evidence_reason",
        "findings",
        "disagreements",
    )

    thing = models.ForeignKey(
        Practice, editable=False, on_delete=models.CASCADE, related_name="texts"
    )
    how_it_works = CleanRichTextField(Fact.HOW_IT_WORKS.label, blank=True)
    reach = CleanRichTextField(Fact.REACH.label, blank=True)
    staffing = CleanRichTextField(Fact.STAFFING.label, blank=True)
    went_wrong = CleanRichTextField(Fact.WENT_WRONG.label, blank=True)
    preconditions = CleanRichTextField(Fact.PRECONDITIONS.label, blank=True)
    transfers = CleanRichTextField(Fact.TRANSFERS.label, blank=True)
    partners = models.TextField(
        Fact.PARTNERS.label, blank=True, help_text=_("One a line.")
    )
    evidence_reason = models.TextField(_("Why this grade"), blank=True)

    objects = PracticeTextQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("practice text")
        verbose_name_plural = _("practice texts")

    def unsourced(self) -> list[str]:
        """Return the facts of the thing, and what this text states, that none backs."""
        stated = [name for name in (*SECTIONS, "partners") if getattr(self, name)]
        stated += [row.fact for row in self.disagreements.all()]
        backed = self.thing.backed_facts()
        return [*super().unsourced(), *(fact for fact in stated if fact not in backed)]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "practices/record.html"

    def get_preview_context(
        self, request: HttpRequest, mode_name: str
    ) -> dict[str, Any]:
        from practices.presentation import Record

        return {"request": request, "record": Record.preview(self), "is_preview": True}

    def partner_names(self) -> list[str]:
        return [line.strip() for line in self.partners.splitlines() if line.strip()]


class Finding(Orderable):
    """One result in words; the result itself is a fact of the practice."""

    text = ParentalKey(PracticeText, on_delete=models.CASCADE, related_name="findings")
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(_("what was found, and how"))

    class Meta(Orderable.Meta):
        verbose_name = _("finding")
        verbose_name_plural = _("findings")


class Disagreement(Orderable):
    """Where sources say different things: shown to the reader, not resolved."""

    text = ParentalKey(
        PracticeText, on_delete=models.CASCADE, related_name="disagreements"
    )
    fact = models.CharField(_("about"), max_length=20, choices=Fact.choices)
    words = models.TextField(_("what each source says"))

    class Meta(Orderable.Meta):
        verbose_name = _("disagreement")
        verbose_name_plural = _("disagreements")
