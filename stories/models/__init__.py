"""Two sides of a wall: `story` is public, everything else is private.

Only `stories.actions` carries words from one side to the other.
"""

from __future__ import annotations

from stories.models.consents import Consent, GivenBy, Scope
from stories.models.reports import Reason, Report, ReportState
from stories.models.story import (
    AllowedUse,
    ContentNote,
    NameStyle,
    Story,
    StoryText,
    StoryTranslator,
)
from stories.models.submissions import (
    Message,
    Photo,
    Sender,
    State,
    Submission,
)
from stories.models.tombstones import Leaving, Tombstone

__all__ = [
    "AllowedUse",
    "Consent",
    "ContentNote",
    "GivenBy",
    "Leaving",
    "Message",
    "NameStyle",
    "Photo",
    "Reason",
    "Report",
    "ReportState",
    "Scope",
    "Sender",
    "State",
    "Story",
    "StoryText",
    "StoryTranslator",
    "Submission",
    "Tombstone",
]
