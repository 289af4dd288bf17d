"""A term in one language: that language's own wording, else the original's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.dates import partial_date
from editorial.html import shown_html
from editorial.places import language_name
from editorial.presentation import Shown
from languages.registry import BY_CODE, ORIGINAL
from newsroom.models import (
    DISAGREEING,
    Certainty,
    Stance,
    Term,
    TermFact,
    TermSource,
    TermText,
    Use,
)
from stories.reported import Reported, ReportedKind


@dataclass(frozen=True)
class Statement:
    """What one authority's page says."""

    row: TermSource
    language: str
    """The name of the page's language, empty when it is the reader's."""
    published: str


@dataclass(frozen=True)
class Side:
    """One stance, and the authorities that take it."""

    label: str | Promise
    statements: list[Statement]


@dataclass(frozen=True)
class Wording:
    """How one language says it."""

    text: TermText
    endonym: str


class Entry(Shown[Term, TermText]):
    """One term as a reader of one language sees it."""

    @property
    def term(self) -> Term:
        return self.thing

    @property
    def why(self) -> SafeString:
        return shown_html(self.text.why)

    @property
    def right_when(self) -> SafeString:
        return shown_html(self.text.right_when)

    @property
    def sides(self) -> list[Side]:
        """What authorities say, stance by stance."""
        return [
            Side(stance.label, statements)
            for stance in Stance
            if (statements := self._statements(stance))
        ]

    @property
    def is_disputed(self) -> bool:
        """Whether some authorities advise against what others allow."""
        return {row.stance for row in self.term.sources.all()} >= DISAGREEING

    @property
    def is_house_view(self) -> bool:
        """Whether no authority speaks of it at all."""
        return not self.term.sources.all()

    @property
    def own_view(self) -> str:
        """The parts that no authority backs, as a list in words."""
        return self.listed(str(TermFact(fact).label) for fact in self.term.own_view)

    @property
    def special_use(self) -> str | Promise:
        """What is unusual about the entry in its language, empty for most."""
        return "" if self.text.use == Use.RULE else Use(self.text.use).label

    @property
    def is_uncertain(self) -> bool:
        return self.text.certainty != Certainty.HIGH

    @property
    def wordings(self) -> list[Wording]:
        """How every language says it that has its own words."""
        return [
            Wording(text, BY_CODE[text.language].endonym) for text in self.languages
        ]

    def _statements(self, stance: Stance) -> list[Statement]:
        return [
            Statement(
                row,
                self._foreign(row.language),
                partial_date(row.published, self.reader_language),
            )
            for row in self.term.sources.all()
            if row.stance == stance
        ]

    @property
    def language_of_statements(self) -> str:
        """The language that we retell pages in, empty when it is the reader's."""
        return self._foreign(ORIGINAL)

    def _foreign(self, language: str) -> str:
        """Return a language's name, empty when it is the reader's."""
        if language == self.reader_language:
            return ""
        return language_name(language, self.reader_language)


def entries(terms: Iterable[Term], language: str) -> list[Entry]:
    return [Entry(term, language) for term in terms]


def _reported(public_id: str) -> Reported | None:
    term = Term.objects.public().with_rows().filter(public_id=public_id).first()
    if term is None:
        return None
    entry = Entry(term, get_language() or ORIGINAL)
    return Reported(entry.text.title, entry.address, entry.text.language)


REPORTED_TERM: Final = ReportedKind(
    _("Term"), _reported, "newsroom", changed_by="newsroom.change_term"
)
