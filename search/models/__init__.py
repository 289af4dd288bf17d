"""The outbox, the last runs, and the words of suggestions."""

from __future__ import annotations

from .outbox import Outbox, OutboxQuerySet
from .runs import Run
from .words import Title, Word, Wordbook

__all__ = ["Outbox", "OutboxQuerySet", "Run", "Title", "Word", "Wordbook"]
