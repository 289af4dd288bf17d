"""What is true of a practice in every language."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.models import Orderable

from modelcluster.fields import ParentalKey, ParentalManyToManyField

from editorial.constraints import SOURCE, never_empty
from editorial.fields import FactListField, PartialDateField, slug_validator
from editorial.models import Source, Thing
from editorial.places import country_choices, currency_choices, language_choices
from practices.models.choices import (
    Direction,
    Evidence,
    Fact,
    Provenance,
    Purpose,
    Status,
    Way,
)
from practices.querysets import PracticeQuerySet, TransferQuerySet
from vocabulary.models import Concept, Kind


class Practice(Thing):
    """What is true of a practice in every language; an empty field is unknown."""

    facts = Fact
    sourced = {
        "name": ("name",),
        "place": ("city", "region", "country"),
        "status": ("status",),
        "start": ("start",),
        "end": ("end",),
        "lead": ("lead",),
        "level": ("level",),
        "themes": ("themes",),
        "target_groups": ("target_groups",),
        "funding": ("funding",),
        "results": ("results",),
        "transfers": ("transfers",),
    }

    name = models.CharField(_("name in its own language"), max_length=200)
    name_language = models.CharField(
        _("language of the name"), max_length=12, choices=language_choices
    )
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=country_choices)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, blank=True
    )
    status_as_of = PartialDateField(_("status as of"))
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    lead = models.CharField(_("lead organisation"), max_length=300, blank=True)
    level = models.ForeignKey(
        Concept,
        verbose_name=_("level"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        limit_choices_to={"kind": Kind.LEVEL},
        related_name="+",
    )
    themes = ParentalManyToManyField(
        Concept,
        verbose_name=_("themes"),
        blank=True,
        limit_choices_to={"kind": Kind.THEME},
        related_name="+",
    )
    target_groups = ParentalManyToManyField(
        Concept,
        verbose_name=_("target groups"),
        blank=True,
        limit_choices_to={"kind": Kind.TARGET_GROUP},
        related_name="+",
    )
    evidence = models.CharField(
        _("evidence"), max_length=2, choices=Evidence.choices, default=Evidence.E0
    )
    provenance = models.CharField(
        _("provenance"),
        max_length=20,
        choices=Provenance.choices,
        default=Provenance.PUBLIC_SOURCES,
    )

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    def __str__(self) -> str:
        return self.name


class Result(Orderable):
    """One finding about a practice: its direction, who found it and when."""

    thing = ParentalKey(Practice, on_delete=models.CASCADE, related_name="results")
    key = models.CharField(
        _("short name"),
        max_length=60,
        validators=[slug_validator],
        help_text=_("For instance survey-2015; each language's words refer to it."),
    )
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices
    )
    evaluator = models.CharField(_("who looked"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["thing", "key"], name="result_key_once"),
        ]
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return self.key


class Funding(Orderable):
    """Money that a source names, in its own currency."""

    thing = ParentalKey(Practice, on_delete=models.CASCADE, related_name="funding")
    programme = models.CharField(_("programme or funder"), max_length=300)
    amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(
        _("currency"), max_length=3, choices=currency_choices, blank=True
    )
    period = models.CharField(_("year or period"), max_length=40, blank=True)
    purpose = models.CharField(
        _("what for"), max_length=10, choices=Purpose.choices, blank=True
    )

    class Meta(Orderable.Meta):
        verbose_name = _("funding")
        verbose_name_plural = _("funding")

    def __str__(self) -> str:
        return self.programme

    def clean(self) -> None:
        """Refuse a sum that does not say in which currency."""
        if self.amount is not None and not self.currency:
            required = self._meta.get_field("currency").error_messages["blank"]
            raise ValidationError({"currency": required})


class Transfer(Orderable):
    """Another practice that this one came from or went to; both records show it."""

    thing = ParentalKey(Practice, on_delete=models.CASCADE, related_name="transfers")
    practice = models.ForeignKey(
        Practice,
        verbose_name=_("practice"),
        on_delete=models.CASCADE,
        related_name="named_by",
    )
    kind = models.CharField(_("direction"), max_length=10, choices=Way.choices)

    objects = TransferQuerySet.as_manager()

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["thing", "practice"], name="transfer_named_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(thing=models.F("practice")),
                name="transfer_to_another",
            ),
        ]
        verbose_name = Fact.TRANSFERS.label
        verbose_name_plural = Fact.TRANSFERS.label

    def __str__(self) -> str:
        return str(self.practice)


class PracticeSource(Orderable, Source):
    """A source of a practice's facts."""

    thing = ParentalKey(Practice, on_delete=models.CASCADE, related_name="sources")
    backs = FactListField(_("backs these facts"), facts=Fact.choices)

    class Meta(Orderable.Meta):
        constraints = never_empty("practice_source", SOURCE)
        verbose_name = _("source")
        verbose_name_plural = _("sources")
