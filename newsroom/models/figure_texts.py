"""A figure's words in each language."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.models import TranslatableMixin

from editorial.models import Text
from newsroom.figures.querysets import FigureTextQuerySet
from newsroom.models.figure_choices import FigureFact
from newsroom.models.figures import Figure


class FigureText(Text):
    """A figure's words in one language; `summary` says what is counted."""

    address_name = "newsroom:figure"
    words = (
        "title",
        "summary",
        "denominator",
        "sample",
        "do_not_say",
        "disagreement",
    )

    thing = models.ForeignKey(
        Figure, editable=False, on_delete=models.CASCADE, related_name="texts"
    )
    denominator = models.CharField(
        _("share of what"), max_length=300, blank=True, help_text=_("Of a share.")
    )
    sample = models.CharField(
        _("who was asked"), max_length=300, blank=True, help_text=_("Of a survey.")
    )
    do_not_say = models.TextField(
        _("do not say"), help_text=_("Wrong readings, one a line.")
    )
    disagreement = models.TextField(_("where sources disagree"), blank=True)

    objects = FigureTextQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("figure text")
        verbose_name_plural = _("figure texts")

    def unsourced(self) -> list[str]:
        """Return the facts and words that no source of the figure backs."""
        backed = self.thing.backed_facts()
        worded = {
            FigureFact.DEFINITION: self.summary,
            FigureFact.SAMPLE: self.sample,
            FigureFact.DISAGREEMENT: self.disagreement,
        }
        unbacked = [
            fact.value for fact, words in worded.items() if words and fact not in backed
        ]
        return [*super().unsourced(), *unbacked]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "newsroom/figures/figure.html"

    def get_preview_context(
        self, request: HttpRequest, mode_name: str
    ) -> dict[str, Any]:
        from newsroom.presentation.figures import Card

        return {"request": request, "card": Card.preview(self), "is_preview": True}

    def wrong_readings(self) -> list[str]:
        return [line.strip() for line in self.do_not_say.splitlines() if line.strip()]
