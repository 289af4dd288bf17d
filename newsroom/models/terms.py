"""A term's facts: the kind of problem, and what authorities say."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.models import Orderable

from modelcluster.fields import ParentalKey, ParentalManyToManyField

from editorial.constraints import SOURCE, never_empty
from editorial.fields import FactListField
from editorial.models import Source, Thing
from editorial.places import language_choices
from newsroom.querysets import TermQuerySet, TermSourceQuerySet
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
        constraints = never_empty("term_source", (*SOURCE, "authority", "says"))
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
