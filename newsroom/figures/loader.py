"""Loads what ships: `library/figures/`, a folder a figure."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from editorial.library import TextFile, read_yaml, was_loaded
from editorial.loading import FACTS, ThingLoader
from newsroom.models import Figure, FigureSource, FigureText


class FigureLoader(ThingLoader[Figure, FigureText]):
    """Figures with their sources."""

    name = "newsroom/figures"
    folder = Path(__file__).parent.parent / "library" / "figures"
    model = Figure
    text_model = FigureText
    columns = (
        "key",
        "value",
        "low",
        "high",
        "unit",
        "kind",
        "counts",
        "place",
        "period",
        "vintage",
        "qualifier",
        "confidence",
        "next_release",
        "status",
    )
    rows = {"sources": FigureSource}

    def in_order(self, folders: list[Path]) -> list[Path]:
        """Return the folders with those that others refer to first.

        Of figures that refer to each other in a circle, one comes before what it
        refers to and can't be loaded; of two that aren't comparable, one names the
        other.
        """
        facts = {folder: read_yaml(folder / FACTS) for folder in folders}
        by_key = {values.get("key"): folder for folder, values in facts.items()}
        graph = {
            folder: [by_key[key] for key in _references(values) if key in by_key]
            for folder, values in facts.items()
        }
        while True:
            try:
                return list(TopologicalSorter(graph).static_order())
            except CycleError as error:
                before, after, *_rest = error.args[1]
                graph[after].remove(before)

    def fill_thing(self, figure: Figure, facts: dict[str, Any]) -> None:
        for name, value in facts.get("source", {}).items():
            setattr(figure, f"source_{name}", value)
        known = {row.key: row for row in figures_of(_references(facts))}
        older = facts.get("supersedes")
        figure.supersedes = known.get(older)
        figure.not_comparable_with = [
            known[key] for key in facts.get("not_comparable_with", []) if key in known
        ]

    def fill_text(self, text: FigureText, file: TextFile) -> None:
        text.denominator = file.meta.get("denominator", "")
        text.sample = file.meta.get("sample", "")
        text.do_not_say = "\n".join(file.meta.get("do_not_say", []))
        text.disagreement = file.meta.get("disagreement", "")


def figures_of(keys: list[str]) -> list[Figure]:
    """Return the figures with these keys; one that an editor deleted is left out.

    Raises ValidationError for keys that never were there.
    """
    figures = list(Figure.objects.keyed(keys))
    known = {figure.key for figure in figures}
    loaded = FigureLoader.name
    unknown = [
        key
        for key in keys
        if key not in known and not was_loaded(f"{loaded}/{key}/facts")
    ]
    if unknown:
        raise ValidationError(f"figures: nobody knows {', '.join(unknown)}")
    return figures


def _references(facts: dict[str, Any]) -> list[str]:
    """Return the keys of the figures that a figure's facts name."""
    older = facts.get("supersedes")
    others = facts.get("not_comparable_with") or []
    return [older, *others] if older else [*others]
