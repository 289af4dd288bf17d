"""A practice's facts, and its words in each language."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.models import Orderable, TranslatableMixin

from modelcluster.fields import ParentalKey, ParentalManyToManyField

from editorial.fields import (
    CleanRichTextField,
    FactListField,
    PartialDateField,
    slug_validator,
)
from editorial.models import Source, Text, Thing
from editorial.places import country_choices, language_choices
from practices.querysets import PracticeQuerySet, PracticeTextQuerySet
from vocabulary.models import Concept, Kind


class Status(models.TextChoices):
    """Whether the practice goes on; unknown when no source says."""

    RUNNING = "running", _("Running")
    ENDED = "ended", _("Ended")
    PLANNED = "planned", _("Planned")


class Evidence(models.TextChoices):
    """How well results are shown; the scale is explained on the record.

    One grade less when the newest study is older than ten years or of another site.
    """

    E0 = "E0", _("No evaluation found")
    E1 = "E1", _("Activities and numbers counted")
    E2 = "E2", _("Results monitored, or an independent qualitative evaluation")
    E3 = "E3", _("Results compared with a comparison group")
    E4 = "E4", _("Random assignment or a systematic review")


class Direction(models.TextChoices):
    """What a result says, apart from how well it is shown."""

    POSITIVE = "positive", _("Positive")
    MIXED = "mixed", _("Mixed")
    NULL = "null", _("No effect")
    NEGATIVE = "negative", _("Negative")
    UNKNOWN = "unknown", _("Unknown")


class Provenance(models.TextChoices):
    """Who stands behind a record."""

    PUBLIC_SOURCES = (
        "public_sources",
        _("From public sources, not confirmed by the organisation"),
    )
    CONFIRMED = "confirmed", _("Confirmed by the organisation")


class Fact(models.TextChoices):
    """What a source can back: the facts of a practice and the sections of its text."""

    NAME = "name", _("Name")
    PLACE = "place", _("Place")
    STATUS = "status", _("Status")
    START = "start", _("Start")
    END = "end", _("End")
    LEAD = "lead", _("Lead organisation")
    LEVEL = "level", _("Level")
    THEMES = "themes", _("Themes")
    TARGET_GROUPS = "target_groups", _("For whom")
    PARTNERS = "partners", _("Partners")
    FUNDING = "funding", _("Funding")
    RESULTS = "results", _("Results")
    HOW_IT_WORKS = "how_it_works", _("How it works")
    REACH = "reach", _("Whom it reaches")
    STAFFING = "staffing", _("Who does the work")
    WENT_WRONG = "went_wrong", _("What went wrong")
    PRECONDITIONS = "preconditions", _("What it needs")
    TRANSFERS = "transfers", _("Where it came from and where it went")


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
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    period = models.CharField(_("year or period"), max_length=40, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("funding")
        verbose_name_plural = _("funding")

    def __str__(self) -> str:
        return self.programme


class PracticeSource(Orderable, Source):
    """A source of a practice's facts."""

    thing = ParentalKey(Practice, on_delete=models.CASCADE, related_name="sources")
    backs = FactListField(_("backs these facts"), facts=Fact.choices)

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")


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
        """Return unbacked facts of the thing and unbacked sections of this text."""
        backed = self.thing.backed_facts()
        sections = [
            name
            for name in (*SECTIONS, "partners")
            if getattr(self, name) and name not in backed
        ]
        return [*super().unsourced(), *sections]

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
