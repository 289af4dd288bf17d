"""A term's facts, and how each language says it: the problem, and what to write."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wagtail.models import Orderable, TranslatableMixin

from modelcluster.fields import ParentalKey, ParentalManyToManyField

from editorial.addresses import address_slug
from editorial.fields import CleanRichTextField, FactListField
from editorial.models import Source, Text, Thing
from editorial.places import language_choices
from newsroom.querysets import TermQuerySet, TermSourceQuerySet, TermTextQuerySet
from vocabulary.models import Concept, Kind


class Problem(models.TextChoices):
    """What is the matter with a wording."""

    WRONG = "wrong", _("Wrong in fact or law")
    LABEL = "label", _("A label instead of a person")
    METAPHOR = "metaphor", _("A metaphor that measures without a number")
    IMPRECISE = "imprecise", _("Imprecise")
    CONTESTED = "contested", _("Contested")
    OUTDATED = "outdated", _("Outdated")


class Stance(models.TextChoices):
    """What an authority says of a wording."""

    AVOID = "avoid", _("Advise against it")
    ALLOW = "allow", _("Allow it")
    PREFER = "prefer", _("Recommend a wording")
    EXPLAIN = "explain", _("Explain it")


DISAGREEING: Final = frozenset({Stance.AVOID, Stance.ALLOW})
"""Stances that can't both be followed: where a term has them, authorities disagree."""


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


class TermFact(models.TextChoices):
    """What a source can back; every term states all of it."""

    PROBLEM = "problem", _("Problem")
    PREFERRED = "preferred", _("Preferred wording")
    WHY = "why", _("Reasons")


class Term(Thing):
    """What is true of a wording in every language: kind of problem and authorities."""

    facts = TermFact

    number = models.PositiveSmallIntegerField(
        _("number"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Modules refer to it, and lists are in its order."),
    )
    problem = models.CharField(
        _("kind of problem"), max_length=12, choices=Problem.choices
    )
    own_view = FactListField(
        _("our own view"),
        facts=TermFact.choices,
        blank=True,
        help_text=_("What no authority says; we do, and readers are told so."),
    )
    themes = ParentalManyToManyField(
        Concept,
        verbose_name=_("themes"),
        blank=True,
        limit_choices_to={"kind": Kind.THEME},
        related_name="+",
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        first = self.texts.filter(translated_from=None).first() if self.pk else None
        return first.title if first else self.public_id

    def facts_without_source(self) -> list[str]:
        """Return what neither an authority nor the house stands for."""
        answered = self.backed_facts().union(self.own_view)
        return [fact for fact in TermFact.values if fact not in answered]


class TermSource(Orderable, Source):
    """An authority's page, and what it says of the wording."""

    thing = ParentalKey(Term, on_delete=models.CASCADE, related_name="sources")
    authority = models.CharField(_("authority"), max_length=120)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices)
    says = models.TextField(
        _("what it says"), help_text=_("One sentence in our own words, in English.")
    )
    language = models.CharField(
        _("language of the page"), max_length=12, choices=language_choices
    )
    backs = FactListField(_("backs these facts"), facts=TermFact.choices)

    objects = TermSourceQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")


class TermText(Text):
    """A wording and what to write instead, in one language; `title` is the problem."""

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

    @property
    def slug(self) -> str:
        return address_slug(self.title)

    def get_absolute_url(self) -> str:
        """Return the address of the term in this text's own language."""
        return self.address_in(self.language)

    def address_in(self, language: str) -> str:
        """Return the address of the term in a reader's language."""
        with override(language):
            return reverse("newsroom:term", args=[self.thing.public_id, self.slug])

    def preferred_wordings(self) -> list[str]:
        return [line.strip() for line in self.preferred.splitlines() if line.strip()]
