"""The content that ships with the product: files in, rows out, editors' work kept."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import frontmatter
import markdown
import yaml

from editorial.filed import Filed, refuse_unknown
from editorial.html import clean_html
from editorial.models import LibraryItem


@dataclass
class Report:
    """What a load did, by path: for the operator to read."""

    loaded: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Files that were not loaded because an editor has changed what came of them."""
    broken: dict[str, list[str]] = field(default_factory=dict)
    """Files that can't be loaded, and why; what belongs to them is as it was."""

    def __add__(self, other: Report) -> Report:
        return Report(
            self.loaded + other.loaded,
            self.unchanged + other.unchanged,
            self.kept + other.kept,
            self.broken | other.broken,
        )


_EMPTY_BOX: Final = re.compile(r"^(\s*[-*] )\[ \] ", re.MULTILINE)

Loader = Callable[[], Report]
_LOADERS: Final[dict[str, Loader]] = {}


def register(room: str, load: Loader) -> None:
    """Let a room's shipped content be loaded by `manage.py library`.

    Rooms are loaded in the order of registration, which is that of INSTALLED_APPS
    from the lowest layer up.
    """
    _LOADERS[room] = load


def loaders() -> Iterator[tuple[str, Loader]]:
    """Yield every room's loader, vocabularies first: the rest refers to them."""
    yield from sorted(_LOADERS.items(), key=lambda item: item[0] != "vocabulary")


def sync(
    report: Report,
    path: str,
    content: Any,
    *,
    state: Callable[[], Any],
    write: Callable[[], None],
) -> None:
    """Write one file's content unless it is unchanged or an editor owns the row.

    `state` returns what the row holds now, None when there is no row; `write` makes or
    updates it. What an editor changed, deleted or made first is left alone.
    """
    item = LibraryItem.objects.filter(path=path).first()
    match fate_of(content, item, state):
        case Fate.UNCHANGED:
            report.unchanged.append(path)
        case Fate.KEPT:
            report.kept.append(path)
        case Fate.NEW:
            write()
            record(path, content, state())
            report.loaded.append(path)


class Fate(Enum):
    """What is to be done with a file."""

    NEW = auto()
    UNCHANGED = auto()
    KEPT = auto()
    """An editor owns what came of it."""


def fate_of(content: Any, item: LibraryItem | None, state: Callable[[], Any]) -> Fate:
    """Return what is to be done with a file; only a changed one asks for its state."""
    if item and item.file_digest == digest(content):
        return Fate.UNCHANGED
    return Fate.KEPT if is_edited(item, state()) else Fate.NEW


def is_edited(item: LibraryItem | None, state: Any) -> bool:
    """Return whether an editor has changed what came of a file, or made it first."""
    return digest(state) != (digest(None) if item is None else item.row_digest)


def record(path: str, content: Any, state: Any) -> None:
    """Keep what a file says, and what came of it."""
    LibraryItem.objects.update_or_create(
        path=path,
        defaults={"file_digest": digest(content), "row_digest": digest(state)},
    )


def items_of(name: str) -> dict[str, LibraryItem]:
    """Return path → what was loaded before under a name."""
    items = LibraryItem.objects.filter(path__startswith=f"{name}/")
    return {item.path: item for item in items}


def digests(name: str) -> dict[str, str]:
    """Return path → digest of what was loaded before under a name."""
    return {path: item.file_digest for path, item in items_of(name).items()}


def was_loaded(path: str) -> bool:
    """Return whether a file was loaded once: if its row is gone, an editor did it."""
    return LibraryItem.objects.filter(path=path).exists()


def remember(loaded: dict[str, tuple[Any, Any]]) -> None:
    """Keep path → content and state of files that were never loaded before."""
    LibraryItem.objects.bulk_create(
        LibraryItem(path=path, file_digest=digest(content), row_digest=digest(state))
        for path, (content, state) in loaded.items()
    )


def read_yaml(path: Path) -> Any:
    """Return a YAML file's content."""
    # Safe as `safe_load`, and ten times as fast.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@dataclass(frozen=True)
class TextFile:
    """A Markdown file: front matter, and its sections by the name after `## `."""

    meta: Filed
    sections: Filed

    def html(self, name: str) -> str:
        """Return a section as clean HTML, empty when the file has none."""
        return to_html(self.sections.get(name, ""))

    def refuse_unread(self) -> None:
        """Raise ValidationError where the file says what nobody has read."""
        headings = (f"## {name}" for name in self.sections.unasked())
        refuse_unknown([*self.meta.unasked(), *headings])


def read_text(path: Path) -> TextFile:
    """Return a Markdown file's front matter and sections; the part before any
    heading is the section with the empty name."""
    document = frontmatter.loads(path.read_text(encoding="utf-8"))
    sections: dict[str, list[str]] = {"": []}
    name = ""
    for line in document.content.splitlines():
        if line.startswith("## "):
            name = line.removeprefix("## ").strip()
            if name in sections:
                raise ValueError(f"## {name} stands there twice")
            sections[name] = []
        else:
            sections[name].append(line)
    joined = {name: "\n".join(lines).strip() for name, lines in sections.items()}
    said = {name: text for name, text in joined.items() if text}
    return TextFile(Filed(document.metadata), Filed(said))


@lru_cache(maxsize=256)
def to_html(text: str) -> str:
    """Return Markdown as clean HTML: with tables, `- [ ]` boxes and `____` lines.

    A lesson's page shows a dozen sheets, so the last ones are remembered.
    """
    boxes = _EMPTY_BOX.sub(r"\1☐ ", text)
    return clean_html(markdown.markdown(boxes, extensions=["sane_lists", "tables"]))


def digest(content: Any) -> str:
    """Return a word that changes when the content does."""
    canonical = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
