"""What the newsroom holds: training modules, and terms."""

from __future__ import annotations

from newsroom.models.modules import (
    Level,
    Module,
    ModuleFact,
    ModuleQuestion,
    ModuleSource,
    ModuleText,
    ModuleUnit,
    QuestionText,
    UnitText,
)
from newsroom.models.terms import (
    DISAGREEING,
    Certainty,
    Problem,
    Stance,
    Term,
    TermFact,
    TermSource,
    TermText,
    Use,
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
