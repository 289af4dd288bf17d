"""What the newsroom holds: training modules, terms, and figures."""

from __future__ import annotations

from newsroom.models.figure_choices import (
    Confidence,
    Counted,
    FigureFact,
    FigureKind,
    FigureStatus,
    Qualifier,
    Unit,
)
from newsroom.models.figure_texts import FigureText
from newsroom.models.figures import Figure, FigureSource
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
