"""A figure in one language: numbers, dates and places are always the reader's."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from editorial.changes import Change
from editorial.dates import partial_date
from editorial.presentation import Shown, ShownSource, TextType, ThingType
from languages.registry import ORIGINAL
from newsroom.figures.numbers import Numbers
from newsroom.figures.periods import is_over, said_period, year_of
from newsroom.figures.places import place_name
from newsroom.figures.querysets import FigureQuerySet
from newsroom.figures.references import Known, keys_in
from newsroom.figures.values import said_unit, said_value
from newsroom.models import Confidence, Figure, FigureStatus, FigureText
from stories.reported import Reported, ReportedKind

OUTDATED: Final = _("Past its release date: a newer figure may exist")
UNCERTAIN: Final = _("Medium confidence")
SECOND_HAND: Final = _("Second-hand source")
ONE_WITHDRAWN: Final = _("A figure used here was withdrawn: leave its number out.")
ONE_OUTDATED: Final = _(
    "A figure used here may no longer be the newest: look at it before you use its "
    "number."
)


class Card(Shown[Figure, FigureText]):
    """One figure as a reader of one language sees it."""

    @property
    def figure(self) -> Figure:
        return self.thing

    @property
    def short_address(self) -> str:
        """The address in the reader's language that leads to its page."""
        with override(self.reader_language):
            return reverse("newsroom:figure_without_slug", args=[self.figure.public_id])

    @property
    def written_value(self) -> str:
        """The value as the language writes it; `value.html` alone may print it."""
        return said_value(self.figure, self.reader_language)

    @property
    def unit(self) -> str:
        return said_unit(self.figure, self.reader_language)

    @property
    def place(self) -> str:
        return place_name(self.figure.place, self.reader_language)

    @property
    def period(self) -> str:
        return said_period(self.figure.period, self.reader_language)

    @property
    def source_published(self) -> str:
        return partial_date(self.figure.source_published, self.reader_language)

    @property
    def read_on(self) -> str:
        """The day on which its source was read, as a sentence."""
        day = date_format(self.figure.source_read_on, "DATE_FORMAT")
        return gettext("Read on %(day)s.") % {"day": day}

    @property
    def next_release(self) -> str:
        return partial_date(self.figure.next_release, self.reader_language)

    @property
    def may_be_outdated(self) -> bool:
        """Whether its producer should have published a newer one by today."""
        due = self.figure.next_release
        return self.is_current and bool(due) and is_over(due, timezone.localdate())

    @property
    def status(self) -> FigureStatus:
        """How it stands among what is public; in a preview, what was typed."""
        return FigureStatus(getattr(self.figure, "standing", self.figure.status))

    @property
    def is_current(self) -> bool:
        return self.status == FigureStatus.CURRENT

    @property
    def is_superseded(self) -> bool:
        return self.status == FigureStatus.SUPERSEDED

    @property
    def is_uncertain(self) -> bool:
        return self.figure.confidence != Confidence.HIGH

    @property
    def badges(self) -> list[str]:
        """What a reader must know before using the value, most urgent first."""
        status = [] if self.is_current else [str(self.status.label)]
        return status + self.warnings

    @cached_property
    def warnings(self) -> list[str]:
        """The badges that stand beside its status."""
        warnings = (
            (self.may_be_outdated, OUTDATED),
            (self.is_uncertain, UNCERTAIN),
            (self.figure.source_secondary, SECOND_HAND),
        )
        return [str(label) for holds, label in warnings if holds]

    @property
    def first_wrong_reading(self) -> str:
        return next(iter(self.text.wrong_readings()), "")

    @property
    def disagreement_text(self) -> FigureText | None:
        """The text whose words say where sources differ."""
        return self.text_with("disagreement")

    @property
    def denominator_text(self) -> FigureText | None:
        return self.text_with("denominator")

    @property
    def sample_text(self) -> FigureText | None:
        return self.text_with("sample")

    @cached_property
    def sources(self) -> list[ShownSource]:
        """The source that stands with the value, then the others."""
        return [self.shown_source(self.figure.main_source()), *super().sources]


@dataclass(frozen=True)
class Year:
    """The figures whose period begins in one year."""

    year: str
    cards: list[Card]


def cards(figures: Iterable[Figure], language: str) -> list[Card]:
    return [Card(figure, language) for figure in figures]


@dataclass(frozen=True)
class FiguresInUse:
    """The figures that a lesson or module uses, as they are now."""

    cards: list[Card]
    """Those that are public, the current ones first."""
    is_one_withdrawn: bool
    """Whether a number may stand in its words that nobody vouches for any more."""
    known: Container[str] | None = None
    """The keys that its words may name, where nobody has checked them yet."""

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers((card.figure for card in self.cards), self.known)

    @property
    def notices(self) -> list[str]:
        """What a reader must know of the numbers that stand in its words."""
        return _notices(self.is_one_withdrawn, self.cards)

    def named_in(self, words: str) -> list[Card]:
        """Return those that are public and that these words name."""
        keys = keys_in(words)
        return [card for card in self.cards if card.figure.key in keys]

    def notices_of(self, words: str) -> list[str]:
        """Return what a reader must know of the figures that these words name."""
        named = self.named_in(words)
        return _notices(len(named) < len(keys_in(words)), named)


def _notices(is_one_withdrawn: bool, used: Iterable[Card]) -> list[str]:
    is_one_outdated = any(card.is_superseded or card.may_be_outdated for card in used)
    notices = ((is_one_withdrawn, ONE_WITHDRAWN), (is_one_outdated, ONE_OUTDATED))
    return [str(words) for holds, words in notices if holds]


def in_use(figures: FigureQuerySet, language: str) -> FiguresInUse:
    """Return what a reader of a language sees of them; two queries."""
    found = list(figures.once_public())
    public = [figure for figure in found if figure.texts.all()]
    return FiguresInUse(cards(public, language), len(public) < len(found))


class UsingFigures(Shown[ThingType, TextType]):
    """A thing whose words say figures' numbers, each for as long as it is public."""

    @classmethod
    def preview(cls, text: TextType) -> Any:
        """Leave a reference as it was typed where the facts don't list its figure."""
        shown = super().preview(text)
        shown.in_use = replace(shown.in_use, known=Known(text.thing))
        return shown

    @cached_property
    def in_use(self) -> FiguresInUse:
        thing: Any = self.thing
        return in_use(thing.figures.all(), self.reader_language)

    def said(self, words: str, language: str) -> str:
        """Return words with the numbers of the figures that are public now."""
        return self.in_use.numbers.written_into(words, language)

    @cached_property
    def changes(self) -> list[Change]:
        """What has changed in the original, none once a figure was withdrawn.

        Its older words may hold the number itself.
        """
        return [] if self.in_use.is_one_withdrawn else super().changes


def by_year(listed: Iterable[Card]) -> list[Year]:
    """Return cards that are in order of period, in groups of a year."""
    grouped = groupby(listed, key=lambda card: year_of(card.figure.period))
    return [Year(year, list(group)) for year, group in grouped]


def _reported(public_id: str) -> Reported | None:
    figure = Figure.objects.public().with_rows().filter(public_id=public_id).first()
    if figure is None:
        return None
    card = Card(figure, get_language() or ORIGINAL)
    return Reported(card.text.title, card.address, card.text.language)


REPORTED_FIGURE: Final = ReportedKind(
    _("Figure"), _reported, "newsroom", changed_by="newsroom.change_figure"
)
