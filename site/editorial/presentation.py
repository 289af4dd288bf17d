"""How a thing reads in one language: its own words first, else the original's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from babel.lists import format_list

from editorial.changes import Change, changes_since
from editorial.dates import partial_date
from editorial.html import shown_html
from editorial.models import Source, Text, Thing
from editorial.places import language_name

ThingType = TypeVar("ThingType", bound=Thing)
TextType = TypeVar("TextType", bound=Text)


@dataclass(frozen=True)
class ShownSource:
    """A source with the names of the facts that it backs, and when it appeared."""

    row: Source
    facts: str
    published: str


@dataclass(frozen=True)
class Passage:
    """Words with the language they are in."""

    heading: str | Promise
    text: Text
    markup: SafeString


class Shown(Generic[ThingType, TextType]):
    """One thing as a reader of one language sees it.

    `texts` replaces the published texts, for a preview.
    """

    def __init__(
        self,
        thing: ThingType,
        language: str,
        texts: Iterable[TextType] | None = None,
    ) -> None:
        self.thing = thing
        self.reader_language = language
        self.texts = sorted(
            thing.texts.all() if texts is None else texts,
            key=lambda text: (
                text.language != language,
                text.translated_from_id is not None,
                text.language,
            ),
        )
        self.text: TextType = self.texts[0]
        # What was read already need not be asked for again.
        original = {text.pk: text for text in self.texts}.get(
            self.text.translated_from_id
        )
        if original:
            self.text.translated_from = original

    @classmethod
    def preview(cls, text: TextType) -> Any:
        """Return the thing with this version of a text instead of the published one."""
        others = text.thing.texts.public().exclude(pk=text.pk)
        return cls(text.thing, text.language, [text, *others])

    @cached_property
    def original(self) -> TextType:
        """The text that the others were translated from."""
        return next((t for t in self.texts if t.translated_from_id is None), self.text)

    @cached_property
    def changes(self) -> list[Change]:
        """What has changed in the original since the shown text was made of it."""
        language = self.original.language
        return changes_since(self.text, lambda words: self.said(words, language))

    @property
    def in_reader_language(self) -> bool:
        return self.text.language == self.reader_language

    @property
    def only_in_original(self) -> bool:
        """Whether the body is shown in another language than the title."""
        return False

    @property
    def address(self) -> str:
        """The thing's address in the reader's language."""
        return self.text.address_in(self.reader_language)

    @property
    def original_address(self) -> str:
        return self.original.address_in(self.original.language)

    @property
    def languages(self) -> list[TextType]:
        """Every language the thing exists in, by code."""
        return sorted(self.texts, key=lambda text: text.language)

    @property
    def text_language_name(self) -> str:
        return language_name(self.text.language, self.reader_language)

    @property
    def original_language_name(self) -> str:
        """The language that the shown words come from, also of a withdrawn text."""
        source = self.text.translated_from or self.original
        return language_name(source.language, self.reader_language)

    @property
    def sources(self) -> list[ShownSource]:
        return [self.shown_source(row) for row in self.thing.sources.all()]

    def shown_source(self, row: Source) -> ShownSource:
        """Return a source with what it backs, in the reader's language."""
        facts = self.thing.facts
        names = [str(facts(fact).label) for fact in getattr(row, "backs", ())]
        published = partial_date(row.published, self.reader_language)
        return ShownSource(row, self.listed(names), published)

    def listed(self, names: Iterable[str]) -> str:
        """Return names in a row, as the reader's language writes it."""
        return format_list(list(names), locale=self.reader_language)

    def said(self, words: str, language: str) -> str:
        """Return stored words of a language as readers see them."""
        return words

    def text_with(self, name: str) -> TextType | None:
        """Return the text whose words are shown for a column, None if it is empty."""
        return next((t for t in (self.text, self.original) if getattr(t, name)), None)

    def passages_of(self, names: Iterable[str]) -> list[Passage]:
        """Return the columns that have words, in this language or the original's."""
        return [
            Passage(
                text._meta.get_field(name).verbose_name,
                text,
                shown_html(self.said(getattr(text, name), text.language)),
            )
            for name in names
            if (text := self.text_with(name))
        ]
