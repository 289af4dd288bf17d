"""How a room's things come from its folders: `<slug>/facts.yaml` and `<language>.md`.

A room says in a subclass what its facts and words are; order, identity and respect for
editors' work are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from editorial import library
from editorial.actions import check_sources, make_ready, publish, store_ready
from editorial.filed import (
    BROKEN,
    OF_THE_FILE_ALONE,
    BrokenFile,
    Filed,
    naming,
    reasons_of,
)
from editorial.filed_facts import FactsLoader, ThingType, concepts_of, without_volatile
from editorial.library import Report
from editorial.models import Text, locale_of
from editorial.visits import FACTS, Visit, WordsOfEditors, files_of, read

__all__ = ["FACTS", "ThingLoader", "concepts_of"]

TextType = TypeVar("TextType", bound=Text)


class ThingLoader(FactsLoader[ThingType], Generic[ThingType, TextType]):
    """Brings one kind of thing and its texts into the database."""

    name: ClassVar[str]
    """The first part of the paths that a report names."""
    folder: ClassVar[Path]
    text_model: type[TextType]
    sections: ClassVar[tuple[str, ...]] = ()
    """Columns of the text that are sections of its file."""

    def load(self) -> Report:
        """Bring every shipped folder into the database; a broken one stops no other."""
        report = Report()
        known = library.digests(self.name)
        changed = []
        for folder in sorted(path.parent for path in self.folder.glob(f"*/{FACTS}")):
            with self._reporting(folder, report):
                visit = Visit(self.name, files_of(folder))
                files = {visit.path(f): library.digest(read(f)) for f in visit.files}
                if files.items() <= known.items():
                    report.unchanged += files
                else:
                    self._facts_of(visit)
                    changed.append(folder)
        with self._reporting(self.folder, report):
            changed = self.in_order(changed)
        for folder in changed:
            with self._reporting(folder, report):
                self.load_folder(folder, report)
        return report

    @contextmanager
    def _reporting(self, folder: Path, report: Report) -> Iterator[None]:
        try:
            yield
        except BrokenFile as error:
            report.broken[error.path] = error.messages
        except BROKEN as error:
            report.broken[f"{self.name}/{folder.name}"] = reasons_of(error)

    def in_order(self, folders: list[Path]) -> list[Path]:
        """Return the folders in the order in which they must be loaded."""
        return folders

    def load_folder(self, folder: Path, report: Report) -> None:
        """Bring one thing's facts, then its original, then its translations.

        Raises BrokenFile; then all of the thing is as it was.
        """
        visit = Visit(self.name, files_of(folder))
        facts = self._facts_of(visit)
        try:
            with transaction.atomic():
                self._decide(visit, facts["id"])
                self._bring(visit, facts)
        except WordsOfEditors:
            visit.keep(visit.new)
        except BrokenFile as error:
            # What an editor made of the facts is no error of the texts' files.
            of_the_file = isinstance(error.__cause__, OF_THE_FILE_ALONE)
            if of_the_file or not visit.is_edited(visit.facts):
                raise
            visit.keep(visit.new)
        visit.tell(report)

    def _facts_of(self, visit: Visit) -> Filed:
        with naming(visit.path(visit.facts)):
            facts = Filed(library.read_yaml(visit.facts))
            facts["id"]
            return facts

    def _decide(self, visit: Visit, public_id: str) -> None:
        """Find out what is to be done with each file before anything is written:
        what happens to the facts could look like an editor's change of a text."""
        known = library.items_of(f"{self.name}/{visit.facts.parent.name}")
        texts = self.text_model.objects.filter(thing__public_id=public_id)
        visit.there = set(texts.values_list("locale__language_code", flat=True))
        for file in visit.files:
            item = known.get(visit.path(file))
            state = partial(self._state, visit, file, public_id)
            visit.fates[file] = library.fate_of(read(file), item, state)
        visit.is_edited = lambda file: library.is_edited(
            known.get(visit.path(file)), self._state(visit, file, public_id)
        )
        original = visit.original
        visit.original_is_edited = not visit.is_new(original) and visit.is_edited(
            original
        )

    def _state(self, visit: Visit, file: Path, public_id: str) -> Any:
        """Return what the rows of a file hold now, None where there are none."""
        if file == visit.facts:
            return self._facts_state(public_id)
        return self._text_state(public_id, file) if visit.has_text(file) else None

    def _bring(self, visit: Visit, facts: Filed) -> None:
        if visit.is_new(visit.facts):
            with naming(visit.path(visit.facts)):
                self._write_facts(facts, visit)
                self._record(visit, visit.facts, self._facts_state(facts["id"]))
        thing = self._thing(facts["id"])
        if thing is None:
            # An editor deleted it.
            visit.keep([visit.original, *visit.others])
            return
        with naming(visit.path(visit.facts)):
            thing.refuse_unsourced(thing.facts_without_source())
        if visit.is_new(visit.original):
            self._write_text(thing, visit.original, visit)
            visit.there.add(visit.original.stem)
        language = visit.original.stem
        if not thing.texts.public().filter(locale__language_code=language).exists():
            # An editor deleted or withdrew it: no translation brings it back.
            visit.keep([file for file in visit.others if visit.is_new(file)])
            return
        new = [file for file in visit.others if visit.is_new(file)]
        self._write_fresh(thing, [f for f in new if not visit.has_text(f)], visit)
        for file in filter(visit.has_text, new):
            self._write_text(thing, file, visit)
        if visit.is_new(visit.facts) and visit.staying:
            with naming(visit.path(visit.facts)):
                self._check_sources(thing, visit)

    def _check_sources(self, thing: ThingType, visit: Visit) -> None:
        try:
            check_sources(thing)
        except ValidationError:
            if visit.are_of_editors(visit.staying):
                raise WordsOfEditors from None
            raise

    def fill_text(self, text: TextType, file: library.TextFile) -> None:
        """Put what only this kind has into the text; title and sections are there."""

    def _text_state(self, public_id: str, file: Path) -> Any:
        text = self.text_model.objects.filter(
            thing__public_id=public_id, locale__language_code=file.stem
        ).first()
        if text is None:
            return None
        latest = text.get_latest_revision_as_object()
        latest.live = text.live
        return state_of(latest)

    def _thing(self, public_id: str) -> ThingType | None:
        """Return a thing with all that its texts may ask of it, None if it is gone."""
        return self.model.objects.whole().filter(public_id=public_id).first()

    def _record(self, visit: Visit, file: Path, state: Any) -> None:
        library.record(visit.path(file), read(file), state)

    def _write_text(self, thing: ThingType, file: Path, visit: Visit) -> None:
        with naming(visit.path(file)):
            text = thing.texts.filter(locale__language_code=file.stem).first()
            publish(self._filled(text or self._new_text(thing, file), file, visit))
            self._record(visit, file, self._text_state(thing.public_id, file))

    def _write_fresh(self, thing: ThingType, files: list[Path], visit: Visit) -> None:
        """Publish all translations that were never there at once."""
        texts = []
        for file in files:
            with naming(visit.path(file)):
                text = self._filled(self._new_text(thing, file), file, visit)
                make_ready(text)
                texts.append(text)
        if texts:
            store_ready(texts)
        states = {
            visit.path(file): (read(file), state_of(text))
            for file, text in zip(files, texts, strict=True)
        }
        library.remember(states)

    def _new_text(self, thing: ThingType, path: Path) -> TextType:
        return self.text_model(
            thing=thing,
            locale=locale_of(path.stem),
            translation_key=thing.translation_key,
            live=False,
        )

    def _filled(self, text: TextType, path: Path, visit: Visit) -> TextType:
        """Return the text with the words of a file."""
        file = library.read_text(path)
        text.title = file.meta["title"]
        text.summary = file.meta.get("summary", "")
        text.translator = file.meta.get("translator", "")
        for section in self.sections:
            setattr(text, section, file.html(section))
        if source := file.meta.get("translated_from"):
            self._translate_from(text, source, visit)
        self.fill_text(text, file)
        file.refuse_unread()
        return text

    def _translate_from(self, text: TextType, source: str, visit: Visit) -> None:
        """Keep which edition of the original a file translates.

        It knows nothing of what an editor has changed there.
        """
        original = text.thing.texts.filter(locale__language_code=source).first()
        if original is None:
            raise ValidationError(f"translated_from: there is no text in {source}")
        text.translated_from = original
        if not visit.original_is_edited:
            text.from_edition = original.edition
            text.from_revision_id = original.live_revision_id
        elif text.from_edition is None:
            text.from_edition = max(original.edition - 1, 0)


def state_of(text: Text) -> list[Any]:
    """Return what an editor could change of a text."""
    return [text.live, text.translator, without_volatile(text.spoken())]
