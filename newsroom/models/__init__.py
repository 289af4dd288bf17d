"""What the newsroom holds: training modules, terms, and figures."""

from __future__ import annotations

from newsroom.models.figures import (
    Confidence,
    Counted,
    Figure,
    FigureFact,
    FigureKind,
    FigureSource,
    FigureStatus,
    FigureText,
    Qualifier,
    Unit,
)
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
    "Confidence",
    "Counted",
    "Figure",
    "FigureFact",
    "FigureKind",
    "FigureSource",
    "FigureStatus",
    "FigureText",
    "Level",
    "Module",
    "ModuleFact",
    "ModuleQuestion",
    "ModuleSource",
    "ModuleText",
    "ModuleUnit",
    "Problem",
    "Qualifier",
    "QuestionText",
    "Stance",
    "Term",
    "TermFact",
    "TermSource",
    "TermText",
    "Unit",
    "UnitText",
    "Use",
]
