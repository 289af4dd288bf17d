"""What the newsroom holds: training modules, and terms."""

from __future__ import annotations

from newsroom.models.module_texts import ModuleText, QuestionText, UnitText
from newsroom.models.modules import (
    Level,
    Module,
    ModuleFact,
    ModuleQuestion,
    ModuleSource,
    ModuleUnit,
)
from newsroom.models.term_texts import Certainty, TermText, Use
from newsroom.models.terms import (
    DISAGREEING,
    Problem,
    Stance,
    Term,
    TermFact,
    TermSource,
)

__all__ = [
    "DISAGREEING",
    "Certainty",
    "Level",
    "Module",
    "ModuleFact",
    "ModuleQuestion",
    "ModuleSource",
    "ModuleText",
    "ModuleUnit",
    "Problem",
    "QuestionText",
    "Stance",
    "Term",
    "TermFact",
    "TermSource",
    "TermText",
    "UnitText",
    "Use",
]
