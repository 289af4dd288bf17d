"""How words are read, in 25 languages."""

from __future__ import annotations

from .folding import fold
from .words import ANALYSIS_VERSION, Reading, Token, analyse, known, readings

__all__ = [
    "ANALYSIS_VERSION",
    "Reading",
    "Token",
    "analyse",
    "fold",
    "known",
    "readings",
]
