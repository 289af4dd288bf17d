"""How a room's things come from its folders: `<slug>/facts.yaml` and `<language>.md`.

A room says in a subclass what its facts and words are; order, identity and respect for
editors' work are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final, Generic, TypeVar

from django.db import transaction
from django.db.models import Model

from editorial import library
from editorial.actions import publish, publish_new
from editorial.models import Text, Thing, locale_of
from languages.registry import ORIGINAL
from vocabulary.models import Concept, Kind

FACTS: Final = "facts.yaml"
_VOLATILE: Final = ("pk", "thing", "text", "latest_revision", "created_at")

ThingType = TypeVar("ThingType", bound=Thing)
TextType = TypeVar("TextType", bound=Text)


class ThingLoader(Generic[ThingType, TextType]):
    """Brings one kind of thing and its texts into the database."""

    name: ClassVar[str]
    """The first part of the paths that a report names."""
    folder: ClassVar[Path]
    model: type[ThingType]
    text_model: type[TextType]
    columns: ClassVar[tuple[str, ...]] = ()
    """Keys of the facts that are columns of the thing."""
    concepts: ClassVar[dict[str, Kind]] = {}
    """Keys of the facts that list slugs of a vocabulary."""
    rows: ClassVar[dict[str, type[Model]]] = {}
    """Keys of the facts that list rows of the thing; those with a `key` column keep
    their primary key, because texts point at them."""
    sections: ClassVar[tuple[str, ...]] = ()
    """Columns of the text that are sections of its file."""

    def load(self) -> library.Report:
        """Bring every shipped folder into the database."""
        report = library.Report()
        known = library.digests(self.name)
        changed = []
        for folder in sorted(path.parent for path in self.folder.glob(f"*/{FACTS}")):
            files = {
                self._path(file): library.digest(_read(file)) for file in _files(folder)
            }
            if files.items() <= known.items():
                report.unchanged += files
            else:
                changed.append(folder)
        for folder in self.in_order(changed):
            self.load_folder(folder, report)
        return report

    def in_order(self, folders: list[Path]) -> list[Path]:
        """Return the folders in the order in which they must be loaded."""
        return folders

    def load_folder(self, folder: Path, report: library.Report) -> None:
        """Bring one thing's facts, then its original, then its translations."""
        facts = library.read_yaml(folder / FACTS)
        public_id = facts["id"]
        first, original, *others = _files(folder)
        self._sync(
            first,
            report,
            partial(self._facts_state, public_id),
            partial(self._write_facts, facts),
        )
        thing = self._thing(public_id)
        if thing is None:
            # An editor deleted it.
            report.kept += map(self._path, (original, *others))
            return
        self._sync_text(original, report, thing)
        if not thing.texts.filter(locale__language_code=original.stem).exists():
            report.kept += map(self._path, others)
            return
        there = set(thing.texts.values_list("locale__language_code", flat=True))
        known = library.digests(f"{self.name}/{folder.name}")
        fresh = [
            file
            for file in others
            if file.stem not in there and self._path(file) not in known
        ]
        self._write_fresh(fresh, report, thing)
        for file in others:
            if file not in fresh:
                self._sync_text(file, report, thing)

    def _sync_text(self, file: Path, report: library.Report, thing: ThingType) -> None:
        self._sync(
            file,
            report,
            partial(self._text_state, thing.public_id, file.stem),
            partial(self._write_text, thing, file),
        )

    def _sync(
        self,
        file: Path,
        report: library.Report,
        state: Callable[[], Any],
        write: Callable[[], None],
    ) -> None:
        library.sync(report, self._path(file), _read(file), state=state, write=write)

    def _path(self, file: Path) -> str:
        """Return what a report calls a file."""
        return f"{self.name}/{file.parent.name}/{file.stem}"

    def fill_thing(self, thing: ThingType, facts: dict[str, Any]) -> None:
        """Put what only this kind has into the thing; columns and rows are there."""

    def fill_text(self, text: TextType, file: library.TextFile) -> None:
        """Put what only this kind has into the text; title and sections are there."""

    def save_facts(self, thing: ThingType) -> None:
        """Save the thing by its room's action."""
        raise NotImplementedError

    def _facts_state(self, public_id: str) -> Any:
        thing = self.model.objects.filter(public_id=public_id).first()
        return thing and _without_volatile(thing.serializable_data())

    @transaction.atomic
    def _write_facts(self, facts: dict[str, Any]) -> None:
        thing = self.model.objects.filter(public_id=facts["id"]).first()
        thing = thing or self.model(public_id=facts["id"])
        for column in self.columns:
            default = self.model._meta.get_field(column).get_default()
            setattr(thing, column, facts.get(column, default))
        for relation, kind in self.concepts.items():
            setattr(thing, relation, concepts_of(kind, facts.get(relation, [])))
        for relation, row_model in self.rows.items():
            known = {
                row.key: row
                for row in getattr(thing, relation).all()
                if hasattr(row, "key")
            }
            fresh = [
                _row(known.get(values.get("key")) or row_model(), values, position)
                for position, values in enumerate(facts.get(relation, []))
            ]
            setattr(thing, relation, fresh)
        self.fill_thing(thing, facts)
        thing.full_clean()
        self.save_facts(thing)

    def _text_state(self, public_id: str, language: str) -> Any:
        text = self.text_model.objects.filter(
            thing__public_id=public_id, locale__language_code=language
        ).first()
        if text is None:
            return None
        latest = text.get_latest_revision_as_object()
        latest.live = text.live
        return _state_of(latest)

    def _thing(self, public_id: str) -> ThingType | None:
        """Return a thing with all that its texts may ask of it, None if it is gone."""
        whole = self.model.objects.prefetch_related(*self.rows, *self.concepts)
        return whole.filter(public_id=public_id).first()

    def _write_text(self, thing: ThingType, path: Path) -> None:
        text = thing.texts.filter(locale__language_code=path.stem).first()
        publish(self._filled(text or self._new_text(thing, path), path))

    @transaction.atomic
    def _write_fresh(
        self, paths: list[Path], report: library.Report, thing: ThingType
    ) -> None:
        """Publish all translations that were never there at once."""
        texts = [self._filled(self._new_text(thing, path), path) for path in paths]
        publish_new(texts)
        states = {
            self._path(path): (_read(path), _state_of(text))
            for path, text in zip(paths, texts, strict=True)
        }
        library.remember(states)
        report.loaded += states

    def _new_text(self, thing: ThingType, path: Path) -> TextType:
        return self.text_model(
            thing=thing,
            locale=locale_of(path.stem),
            translation_key=thing.translation_key,
            live=False,
        )

    def _filled(self, text: TextType, path: Path) -> TextType:
        """Return the text with the words of a file."""
        file = library.read_text(path)
        text.title = file.meta["title"]
        text.summary = file.meta.get("summary", "")
        text.translator = file.meta.get("translator", "")
        for section in self.sections:
            setattr(text, section, file.html(section))
        if source := file.meta.get("translated_from"):
            original = text.thing.texts.get(locale__language_code=source)
            text.translated_from = original
            text.from_edition = original.edition
            text.from_revision_id = original.live_revision_id
        self.fill_text(text, file)
        return text


def _state_of(text: Text) -> list[Any]:
    """Return what an editor could change of a text."""
    return [text.live, text.translator, _without_volatile(text.spoken())]


def _files(folder: Path) -> list[Path]:
    """Return a thing's files in the order to load them: facts, original, the rest."""
    texts = folder.glob("*.md")
    ordered = sorted(texts, key=lambda path: (path.stem != ORIGINAL, path.stem))
    return [folder / FACTS, *ordered]


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def concepts_of(kind: Kind, slugs: list[str]) -> list[Concept]:
    """Return the concepts with these slugs; KeyError where there is none."""
    concepts = {
        concept.slug: concept
        for concept in Concept.objects.of_kind(kind).filter(slug__in=slugs)
    }
    return [concepts[slug] for slug in slugs]


def _row(row: Any, values: dict[str, Any], position: int) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    row.sort_order = position
    return row


def _without_volatile(content: Any) -> Any:
    match content:
        case dict():
            return {
                key: _without_volatile(value)
                for key, value in content.items()
                if key not in _VOLATILE
            }
        case list():
            return [_without_volatile(row) for row in content]
        case _:
            return content
