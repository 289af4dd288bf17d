"""Loads the shipped concepts: one row a concept, its name in every language."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from django.db import transaction

import vocabulary
from editorial import library
from languages.registry import CODES
from vocabulary.models import Concept, Label

FILE: Final = Path(vocabulary.__file__).parent / "library" / "concepts.yaml"


def load() -> library.Report:
    """Bring `concepts.yaml` into the database."""
    report = library.Report()
    for kind, rows in library.read_yaml(FILE).items():
        for position, row in enumerate(rows):
            library.sync(
                report,
                f"vocabulary/{kind}/{row['slug']}",
                {**row, "position": position},
                state=partial(_state, kind, row["slug"]),
                write=partial(_write, kind, position, row),
            )
    return report


def _state(kind: str, slug: str) -> Any:
    concept = Concept.objects.filter(kind=kind, slug=slug).first()
    if concept is None:
        return None
    names = [getattr(concept, f"name_{code}") for code in CODES]
    labels = concept.labels.values_list("language", "name", "hidden")
    return [concept.position, names, sorted(labels)]


@transaction.atomic
def _write(kind: str, position: int, row: dict[str, Any]) -> None:
    names = {f"name_{code}": name for code, name in row["name"].items()}
    concept, _created = Concept.objects.update_or_create(
        kind=kind, slug=row["slug"], defaults={"position": position, **names}
    )
    concept.labels.all().delete()
    Label.objects.bulk_create(
        Label(concept=concept, language=language, name=name)
        for language, names in row.get("labels", {}).items()
        for name in names
    )
