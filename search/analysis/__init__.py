"""How words are read, in 25 languages."""

from __future__ import annotations

from .folding import fold
from .reading import Reading, known, plain_readings, readings
from .words import ANALYSIS_VERSION, Token, analyse, words_of

__all__ = [
    "ANALYSIS_VERSION",
    "Reading",
    "Token",
    "analyse",
    "fold",
    "known",
    "plain_readings",
    "readings",
    "words_of",
]
