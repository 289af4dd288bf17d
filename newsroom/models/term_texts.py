"""How each language says a term: the problem, and what to write instead."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.models import TranslatableMixin

from editorial.fields import CleanRichTextField
from editorial.models import Text
from newsroom.models.terms import Term
from newsroom.querysets import TermTextQuerySet


class Certainty(models.TextChoices):
    """How sure the wording is in its language."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class Use(models.TextChoices):
    """How the entry is meant in its language."""

    RULE = "rule", _("The wording can mislead; write another.")
    NO_EQUIVALENT = (
        "no_equivalent",
        _("This language has no such expression. The idea is described instead."),
    )
    FALSE_FRIEND = (
        "false_friend",
        _("False friend: this word means something else here than in other languages."),
    )
    DO_NOT_FLAG = (
        "do_not_flag",
        _("This word is fine here: the people it names use it themselves."),
    )


class TermText(Text):
    """A wording and what to write instead, in one language; `title` is the problem."""

    address_name = "newsroom:term"
    words = (
        "title",
        "preferred",
        "why",
        "right_when",
        "before",
        "after",
        "certainty",
        "official",
        "use",
    )

    # The preferred wordings are what is said of a term in short.
    summary = None  # type: ignore[assignment]

    thing = models.ForeignKey(
        Term, editable=False, on_delete=models.CASCADE, related_name="texts"
    )
    preferred = models.TextField(
        _("preferred wordings"), help_text=_("One a line, at most three.")
    )
    why = CleanRichTextField(_("why"))
    right_when = CleanRichTextField(_("when this word is right"), blank=True)
    before = models.TextField(_("example before"), blank=True)
    after = models.TextField(_("example after"), blank=True)
    certainty = models.CharField(
        _("certainty"),
        max_length=8,
        choices=Certainty.choices,
        default=Certainty.MEDIUM,
        help_text=_("How sure the wording is; below “high”, readers are told."),
    )
    official = models.BooleanField(
        _("official"),
        default=False,
        help_text=_("The glossary of the European Migration Network has this term."),
    )
    use = models.CharField(
        _("use"), max_length=16, choices=Use.choices, default=Use.RULE
    )

    objects = TermTextQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("term text")
        verbose_name_plural = _("term texts")

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "newsroom/term.html"

    def get_preview_context(
        self, request: HttpRequest, mode_name: str
    ) -> dict[str, Any]:
        from newsroom.presentation import Entry

        return {"request": request, "entry": Entry.preview(self), "is_preview": True}

    def preferred_wordings(self) -> list[str]:
        return [line.strip() for line in self.preferred.splitlines() if line.strip()]
