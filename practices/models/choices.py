"""The closed sets of a practice's facts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class Purpose(models.TextChoices):
    """What money was for, where a source says so."""

    START = "start", _("Setting it up")
    PILOT = "pilot", _("A pilot")
    RUNNING = "running", _("Running it")
    PART = "part", _("A part of it")
    WIDER = "wider", _("A wider programme that it belongs to")
    SPREAD = "spread", _("Bringing it to more places")
    RESEARCH = "research", _("Research or evaluation")


class Way(models.TextChoices):
    """How a practice belongs to another one."""

    CAME_FROM = "came_from", _("Came from")
    WENT_TO = "went_to", _("Went to")

    @property
    def back(self) -> Way:
        """The same as the other practice sees it."""
        return Way.WENT_TO if self is Way.CAME_FROM else Way.CAME_FROM
