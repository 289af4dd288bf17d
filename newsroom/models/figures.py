"""A figure's facts with the source that it can't be stored without, and its words."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from wagtail.models import Orderable, TranslatableMixin

from modelcluster.fields import ParentalKey, ParentalManyToManyField

from editorial.addresses import address_slug
from editorial.fields import FactListField, PartialDateField, slug_validator
from editorial.models import Source, Text, Thing
from newsroom.figures.periods import PERIOD_LENGTH, validate_period
from newsroom.figures.places import place_choices
from newsroom.figures.querysets import FigureQuerySet, FigureTextQuerySet


class FigureKind(models.TextChoices):
    """What sort of number it is."""

    STOCK = "stock", _("How many at one date")
    FLOW = "flow", _("How many in a period")
    EVENTS = "events", _("How often something happened")
    SHARE = "share", _("Share")
    SURVEY = "survey", _("Answers to a survey")


class Counted(models.TextChoices):
    """What is counted; readers confuse nothing as often as this."""

    PERSONS = "persons", _("Persons")
    DETECTIONS = "detections", _("Detections, not persons")
    APPLICATIONS = "applications", _("Applications")
    DECISIONS = "decisions", _("Decisions")
    PERMITS = "permits", _("Permits")
    MOVEMENTS = "movements", _("Movements, not persons")
    DEATHS = "deaths", _("Deaths")
    DOLLARS = "dollars", _("US dollars")


class Unit(models.TextChoices):
    """What stands after the number."""

    PERSONS = "persons", pgettext_lazy("after a number", "people")
    PERCENT = "percent", _("per cent")
    PERCENT_OF_SUM = "percent_of_sum", _("per cent of the amount sent")
    PER_HUNDRED = (
        "per_hundred",
        _("per 100 residents without the country’s citizenship"),
    )
    DEATHS = "deaths", pgettext_lazy("after a number", "deaths")
    DETECTIONS = "detections", pgettext_lazy("after a number", "detections")
    MOVEMENTS = "movements", pgettext_lazy("after a number", "movements")
    APPLICANTS = "applicants", pgettext_lazy("after a number", "applicants")
    PERMITS = "permits", pgettext_lazy("after a number", "permits")
    COUNTRIES = "countries", pgettext_lazy("after a number", "countries")
    DOLLARS = "dollars", pgettext_lazy("after a number", "US dollars")


class Qualifier(models.TextChoices):
    """How exact the number is."""

    MEASURED = "measured", _("counted or recorded")
    ESTIMATE = "estimate", _("estimate")
    MINIMUM = "minimum", _("minimum: the true number is higher")
    ROUNDED = "rounded", _("rounded by its source")
    PROJECTION = "projection", _("projection")
    SURVEY = "survey", _("result of a survey")


class Confidence(models.TextChoices):
    """How sure we are that we read it right."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")


class FigureStatus(models.TextChoices):
    """Whether it is the newest of its kind; in the order of lists."""

    CURRENT = "current", _("Current")
    SUPERSEDED = "superseded", _("Superseded by a newer one")
    HISTORICAL = "historical", _("Historical")


class FigureFact(models.TextChoices):
    """What a source can back."""

    VALUE = "value", _("Value")
    PERIOD = "period", _("Period")
    DEFINITION = "definition", _("What is counted")
    VINTAGE = "vintage", _("Edition")
    SAMPLE = "sample", _("Sample")
    DISAGREEMENT = "disagreement", _("Where sources disagree")


_NEVER_EMPTY: Final = ("source_title", "source_url", "source_publisher", "period")


class Figure(Thing):
    """A number with what it counts, when, where, and by whose account."""

    facts = FigureFact
    sourced = {"value": ("value",), "period": ("period",)}

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
    unit = models.CharField(_("unit"), max_length=16, choices=Unit.choices)
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
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(**{name: ""}), name=f"figure_has_{name}"
            )
            for name in _NEVER_EMPTY
        ]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        first = self.texts.filter(translated_from=None).first() if self.pk else None
        return first.title if first else self.public_id

    def clean(self) -> None:
        """Refuse a figure that would come after itself, and half a range."""
        if self.pk and self.supersedes_id == self.pk:
            raise ValidationError(
                {"supersedes": _("A figure can’t supersede itself. Choose another.")}
            )
        if (self.low is None) != (self.high is None):
            raise ValidationError(
                {"low": _("A range needs both ends. Fill in both, or neither.")}
            )

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
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class FigureText(Text):
    """A figure's words in one language; `summary` says what is counted."""

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
        _("sample"), max_length=300, blank=True, help_text=_("Of a survey.")
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
        worded = {FigureFact.DEFINITION: self.summary, FigureFact.SAMPLE: self.sample}
        return [
            *super().unsourced(),
            *(
                fact.value
                for fact, words in worded.items()
                if words and fact not in backed
            ),
        ]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "newsroom/figures/figure.html"

    def get_preview_context(
        self, request: HttpRequest, mode_name: str
    ) -> dict[str, Any]:
        from newsroom.presentation.figures import Card

        return {"request": request, "card": Card.preview(self), "is_preview": True}

    @property
    def slug(self) -> str:
        return address_slug(self.title)

    def get_absolute_url(self) -> str:
        """Return the address of the figure in this text's own language."""
        return self.address_in(self.language)

    def address_in(self, language: str) -> str:
        """Return the address of the figure in a reader's language."""
        with override(language):
            return reverse("newsroom:figure", args=[self.thing.public_id, self.slug])

    def wrong_readings(self) -> list[str]:
        return [line.strip() for line in self.do_not_say.splitlines() if line.strip()]
