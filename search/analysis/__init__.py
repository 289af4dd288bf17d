"""How words are read, in 25 languages."""

from __future__ import annotations

from .folding import fold
from .reading import Reading, all_keys, known, plain_keys
from .words import ANALYSIS_VERSION, Token, analyse, words_of

__all__ = [
    "ANALYSIS_VERSION",
    "Reading",
    "Token",
    "all_keys",
    "analyse",
    "fold",
    "known",
    "plain_keys",
    "words_of",
]
