"""A practice's facts, and its words in each language."""

from __future__ import annotations

from practices.models.choices import (
    Direction,
    Evidence,
    Fact,
    Provenance,
    Purpose,
    Status,
    Way,
)
from practices.models.facts import (
    Funding,
    Practice,
    PracticeSource,
    Result,
    Transfer,
)
from practices.models.words import (
    SECTIONS,
    Disagreement,
    Finding,
    PracticeText,
)

__all__ = [
    "Direction",
    "Disagreement",
    "Evidence",
    "Fact",
    "Finding",
    "Funding",
    "Practice",
    "PracticeSource",
    "PracticeText",
    "Provenance",
    "Purpose",
    "Result",
    "SECTIONS",
    "Status",
    "Transfer",
    "Way",
]
