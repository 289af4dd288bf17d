"""Loads the shipped practices: `library/<slug>/facts.yaml` and `<language>.md`."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError

from editorial.filed import refuse_unknown, rows_of
from editorial.library import TextFile, read_yaml, was_loaded
from editorial.loading import FACTS, ThingLoader, concepts_of
from practices.models import (
    SECTIONS,
    Disagreement,
    Finding,
    Funding,
    Practice,
    PracticeSource,
    PracticeText,
    Result,
    Transfer,
)
from vocabulary.models import Kind

_TRANSFER: Final = ("practice", "kind")


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
        practice.transfers = self._transfers(facts.get("transfers", []))
        practice.level = next(iter(concepts_of(Kind.LEVEL, level)), None)

    def _transfers(self, listed: list[dict[str, str]]) -> list[Transfer]:
        refuse_unknown([key for row in listed for key in row if key not in _TRANSFER])
        kinds = [{"kind": row["kind"]} for row in listed]
        rows = rows_of(Transfer, kinds, "transfers", {})
        for row, said in zip(rows, listed, strict=True):
            row.practice = self._shipped(said["practice"])
        # One that an editor deleted is no longer referred to.
        return [row for row in rows if row.practice_id]

    def _shipped(self, slug: str) -> Practice | None:
        """Return the practice of a folder, None if an editor deleted it.

        Raises FileNotFoundError where there is no such folder, ValidationError while
        its own file could not be loaded.
        """
        public_id = read_yaml(self.folder / slug / FACTS)["id"]
        practice = Practice.objects.filter(public_id=public_id).first()
        if practice is None and not was_loaded(f"{self.name}/{slug}/facts"):
            raise ValidationError(f"transfers: {slug} is not loaded yet")
        return practice

    def in_order(self, folders: list[Path]) -> list[Path]:
        """Return the folders with those that others name first.

        Of two that name each other, which is once too often, the first can't load.
        """
        by_slug = {folder.name: folder for folder in folders}
        order: TopologicalSorter[str] = TopologicalSorter()
        for slug, folder in by_slug.items():
            rows = read_yaml(folder / FACTS).get("transfers") or []
            named = (row.get("practice") for row in rows if isinstance(row, dict))
            order.add(slug, *(name for name in named if name in by_slug))
        try:
            return [by_slug[slug] for slug in order.static_order()]
        except CycleError:
            return folders

    def fill_text(self, text: PracticeText, file: TextFile) -> None:
        meta = file.meta
        text.partners = "\n".join(meta.get("partners", []))
        text.evidence_reason = meta.get("evidence_reason", "")
        results = {result.key: result for result in text.thing.results.all()}
        text.findings = [
            Finding(result=results[key], words=words, sort_order=position)
            for position, (key, words) in enumerate(meta.get("findings", {}).items())
        ]
        differing = [
            {"fact" if key == "field" else key: value for key, value in row.items()}
            for row in meta.get("disagreements", [])
        ]
        text.disagreements = rows_of(Disagreement, differing, "disagreements", {})
