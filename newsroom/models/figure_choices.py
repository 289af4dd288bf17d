"""The closed sets of a figure's facts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    SAMPLE = "sample", _("Who was asked")
    DISAGREEMENT = "disagreement", _("Where sources disagree")
