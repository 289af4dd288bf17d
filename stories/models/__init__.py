"""Two sides of a wall: `story` is public, everything else is private.

Only `stories.actions` carries words from one side to the other.
"""

from __future__ import annotations

from stories.models.consents import Consent, GivenBy, Scope
from stories.models.story import (
    AllowedUse,
    ContentNote,
    NameStyle,
    Story,
    StoryText,
    StoryTranslator,
)

__all__ = [
    "AllowedUse",
    "Consent",
    "ContentNote",
    "GivenBy",
    "NameStyle",
    "Scope",
    "Story",
    "StoryText",
    "StoryTranslator",
]
