"""A figure's facts, with the source that it can't be stored without."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.models import Orderable

from modelcluster.fields import ParentalKey, ParentalManyToManyField

from editorial.constraints import SOURCE, never_empty
from editorial.fields import FactListField, PartialDateField, slug_validator
from editorial.models import Source, Thing
from newsroom.figures.periods import PERIOD_LENGTH, validate_period
from newsroom.figures.places import place_choices
from newsroom.figures.querysets import FigureQuerySet
from newsroom.models.figure_choices import (
    Confidence,
    Counted,
    FigureFact,
    FigureKind,
    FigureStatus,
    Qualifier,
    Unit,
)

_NEVER_EMPTY: Final = ("source_title", "source_url", "source_publisher", "period")


class Figure(Thing):
    """A number with what it counts, when, where, and by whose account."""

    facts = FigureFact
    sourced = {"value": ("value",), "period": ("period",), "vintage": ("vintage",)}

    key = models.CharField(
        _("key"),
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        validators=[slug_validator],
        help_text=_("Lessons and modules refer to it."),
    )
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    low = models.DecimalField(
        _("lowest"),
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Where the source gives a range."),
    )
    high = models.DecimalField(
        _("highest"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    unit = models.CharField(_("unit of measure"), max_length=16, choices=Unit.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=FigureKind.choices)
    counts = models.CharField(_("counts"), max_length=14, choices=Counted.choices)
    place = models.CharField(_("place"), max_length=14, choices=place_choices)
    period = models.CharField(
        _("period"), max_length=PERIOD_LENGTH, validators=[validate_period]
    )
    vintage = models.CharField(
        _("edition"),
        max_length=200,
        blank=True,
        help_text=_("Of which publication or data set, as its publisher names it."),
    )
    qualifier = models.CharField(
        _("how exact"), max_length=12, choices=Qualifier.choices
    )
    confidence = models.CharField(
        _("confidence"),
        max_length=8,
        choices=Confidence.choices,
        default=Confidence.MEDIUM,
    )
    next_release = PartialDateField(
        _("next release due"), help_text=_("Afterwards readers are warned.")
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=FigureStatus.choices,
        default=FigureStatus.CURRENT,
    )
    supersedes = models.ForeignKey(
        "self",
        verbose_name=_("supersedes"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="successors",
    )
    not_comparable_with = ParentalManyToManyField(
        "self",
        verbose_name=_("not comparable with"),
        blank=True,
        symmetrical=False,
        related_name="compared_by",
        help_text=_("Said on the pages of both."),
    )
    source_title = models.CharField(_("title"), max_length=400)
    source_url = models.URLField(_("full address"), max_length=800)
    source_publisher = models.CharField(_("publisher"), max_length=300)
    source_published = PartialDateField(_("published"))
    source_read_on = models.DateField(_("read on"))
    source_secondary = models.BooleanField(
        _("second-hand"), default=False, help_text=_("It reports what others found.")
    )
    source_backs = FactListField(_("backs these facts"), facts=FigureFact.choices)

    objects = FigureQuerySet.as_manager()

    class Meta:
        # Whatever door a figure comes through, it has a source, a day and a period.
        constraints = never_empty("figure", _NEVER_EMPTY)
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def clean(self) -> None:
        """Refuse a figure that would come after itself, and half a range."""
        if self._comes_after_itself():
            raise ValidationError(
                {"supersedes": _("A figure can’t supersede itself. Choose another.")}
            )
        if (self.low is None) != (self.high is None):
            raise ValidationError(
                {"low": _("A range needs both ends. Fill in both, or neither.")}
            )

    def _comes_after_itself(self) -> bool:
        """Return whether the older ones lead back here, be it over others."""
        seen: set[int] = set()
        older = self.supersedes
        while older and older.pk != self.pk and older.pk not in seen:
            seen.add(older.pk)
            older = older.supersedes
        return older is not None and older.pk == self.pk

    def used_by(self) -> list[Thing]:
        """Return the things of other kinds that name it, with their titles."""
        return [
            thing for things in self.users() for thing in things.with_original_titles()
        ]

    def users(self) -> list[Any]:
        """Return the things that name it, kind by kind, in whatever room they are.

        Wagtail's own index of references leaves out relations of many to many.
        """
        relations = [
            relation
            for relation in type(self)._meta.get_fields(include_hidden=True)
            if isinstance(relation, models.ManyToManyRel)
            and relation.related_model is not type(self)
        ]
        return [
            relation.related_model._default_manager.filter(
                **{relation.field.name: self}
            )
            for relation in relations
        ]

    def main_source(self) -> FigureSource:
        """Return the source that stands with the value, as a row like the others."""
        return FigureSource(
            thing_id=self.pk,
            title=self.source_title,
            url=self.source_url,
            publisher=self.source_publisher,
            published=self.source_published,
            read_on=self.source_read_on,
            secondary=self.source_secondary,
            backs=self.source_backs,
        )

    def backed_facts(self) -> set[str]:
        """Return the facts that the main source or another names."""
        return super().backed_facts() | set(self.source_backs)


class FigureSource(Orderable, Source):
    """Another place where it was read."""

    thing = ParentalKey(Figure, on_delete=models.CASCADE, related_name="sources")
    backs = FactListField(_("backs these facts"), facts=FigureFact.choices)

    class Meta(Orderable.Meta):
        constraints = never_empty("figure_source", SOURCE)
        verbose_name = _("source")
        verbose_name_plural = _("sources")
