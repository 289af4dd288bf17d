"""Loads the shipped practices: `library/<slug>/facts.yaml` and `<language>.md`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from editorial.library import TextFile
from editorial.loading import ThingLoader, concepts_of
from practices.models import (
    SECTIONS,
    Disagreement,
    Finding,
    Funding,
    Practice,
    PracticeSource,
    PracticeText,
    Result,
)
from vocabulary.models import Kind


class PracticeLoader(ThingLoader[Practice, PracticeText]):
    """Practices with their results, money and sources."""

    name = "practices"
    folder = Path(__file__).parent / "library"
    model = Practice
    text_model = PracticeText
    columns = (
        "name",
        "name_language",
        "city",
        "region",
        "country",
        "status",
        "status_as_of",
        "start",
        "end",
        "lead",
        "evidence",
    )
    concepts = {"themes": Kind.THEME, "target_groups": Kind.TARGET_GROUP}
    rows = {"results": Result, "funding": Funding, "sources": PracticeSource}
    sections = SECTIONS

    def fill_thing(self, practice: Practice, facts: dict[str, Any]) -> None:
        level = [facts["level"]] if "level" in facts else []
        practice.level = next(iter(concepts_of(Kind.LEVEL, level)), None)

    def fill_text(self, text: PracticeText, file: TextFile) -> None:
        meta = file.meta
        text.partners = "\n".join(meta.get("partners", []))
        text.evidence_reason = meta.get("evidence_reason", "")
        results = {result.key: result for result in text.thing.results.all()}
        text.findings = [
            Finding(result=results[key], words=words, sort_order=position)
            for position, (key, words) in enumerate(meta.get("findings", {}).items())
        ]
        text.disagreements = [
            Disagreement(fact=row["field"], words=row["words"], sort_order=position)
            for position, row in enumerate(meta.get("disagreements", []))
        ]
