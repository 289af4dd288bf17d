"""One folder of the library while it is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.core.exceptions import ValidationError

from editorial.library import Fate, Report
from languages.registry import ORIGINAL

FACTS: Final = "facts.yaml"


class WordsOfEditors(Exception):
    """What the files take away is what words of an editor speak of."""


@dataclass
class Visit:
    """A folder's files in the order to load them, and what becomes of each."""

    name: str
    files: list[Path]
    fates: dict[Path, Fate] = field(default_factory=dict)
    there: set[str] = field(default_factory=set)
    """Languages that the thing has a text in."""
    is_edited: Callable[[Path], bool] = field(init=False)
    """Whether an editor has changed what came of a file."""
    original_is_edited: bool = False

    @property
    def facts(self) -> Path:
        return self.files[0]

    @property
    def original(self) -> Path:
        return self.files[1]

    @property
    def others(self) -> list[Path]:
        return self.files[2:]

    def path(self, file: Path) -> str:
        """Return what a report calls a file."""
        return f"{self.name}/{file.parent.name}/{file.stem}"

    @property
    def staying(self) -> set[str]:
        """The languages whose words are not loaded now."""
        return self.there - {file.stem for file in self.new}

    @property
    def new(self) -> list[Path]:
        return [file for file in self.files if self.is_new(file)]

    def is_new(self, file: Path) -> bool:
        return self.fates[file] is Fate.NEW

    def has_text(self, file: Path) -> bool:
        return file.stem in self.there

    def keep(self, files: list[Path]) -> None:
        """Leave files alone, because an editor's change is in the way."""
        self.fates |= dict.fromkeys(files, Fate.KEPT)

    def refuse_loss(self, languages: set[str], keys: str) -> None:
        """Refuse that rows go which words of languages that stay speak of."""
        staying = sorted(languages - {file.stem for file in self.new})
        if self.are_of_editors(staying):
            raise WordsOfEditors
        if staying:
            raise ValidationError(
                f"{keys}: gone, but it has words in {', '.join(staying)}"
            )

    def are_of_editors(self, languages: Iterable[str]) -> bool:
        """Return whether an editor wrote or changed the words of one of these."""
        files = {file.stem: file for file in self.files}
        return any(
            name not in files or self.is_edited(files[name]) for name in languages
        )

    def tell(self, report: Report) -> None:
        """Add to the report what became of the files."""
        lists = {
            Fate.NEW: report.loaded,
            Fate.UNCHANGED: report.unchanged,
            Fate.KEPT: report.kept,
        }
        for file, fate in self.fates.items():
            lists[fate].append(self.path(file))


def files_of(folder: Path) -> list[Path]:
    """Return a thing's files in the order to load them: facts, original, the rest."""
    texts = folder.glob("*.md")
    ordered = sorted(texts, key=lambda path: (path.stem != ORIGINAL, path.stem))
    if not ordered:
        raise FileNotFoundError(f"{ORIGINAL}.md is not there")
    return [folder / FACTS, *ordered]


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
