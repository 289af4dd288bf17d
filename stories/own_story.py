"""A submission as its teller reads it under her code: where it stands, what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.dates import partial_date
from editorial.differences import Piece, differences
from languages.registry import Direction, direction_of
from stories.actions.consenting import BEFORE_PUBLICATION
from stories.models import (
    Consent,
    GivenBy,
    Scope,
    Sender,
    State,
    Story,
)
from stories.opened import OpenSubmission
from stories.presentation import story_address
from stories.sweeps import KEPT_DAYS
from stories.telling import Telling
from stories.told import FACTS, WORDS, Shown
from vocabulary.models import Concept, Kind

NEXT: Final[dict[str, Any]] = {
    State.DRAFT: _("Nobody reads it before you send it."),
    State.WAITING: _(
        "A moderator will read it. Come back in a few days: "
        "you find our question here, or the text for you to approve."
    ),
    State.ASKED: _(
        "Read our question and answer it here. Until then your story waits."
    ),
    State.PROPOSED: _(
        "Read the text below. It appears only after you have approved it."
    ),
    State.APPROVED: _(
        "There is nothing more for you to do. A moderator publishes exactly this text."
    ),
    State.PUBLISHED: _("Everybody can read it."),
    State.DECLINED: _("We do not publish it. You find the reason here."),
}
"""What happens next, in each state."""

_TEXT_HEADINGS: Final[dict[str, Any]] = {
    State.DRAFT: _("What you have written so far"),
    State.PROPOSED: _("The text as it will appear"),
    State.APPROVED: _("The text as it will appear"),
    State.PUBLISHED: _("The text as it appears"),
}
_TEXT_HEADING: Final = _("Your text")
_READ_NOW: Final = frozenset({State.PROPOSED, State.APPROVED})
"""Where the text is what the page is about, so that it stands unfolded."""

WHAT_STOPS: Final[dict[str, Any]] = {
    Scope.CLASSROOM: _("Schools no longer get it in lessons from us."),
    Scope.PRESS: _("We no longer tell the press that it may quote it."),
    Scope.SOCIAL: _("We no longer say that it may be shared there."),
    Scope.EMBED: _("Other websites no longer get it from us."),
}
"""What switching a consent off does."""


@dataclass(frozen=True)
class Fact:
    """One thing beside the words of a story, as it will appear."""

    label: Any
    value: str


@dataclass(frozen=True)
class Change:
    """A part that was edited, with the difference to what she wrote."""

    label: Any
    pieces: list[Piece]
    in_her_language: bool


@dataclass(frozen=True)
class Allowance:
    """A consent that holds, and what switching it off would do."""

    scope: str
    label: str
    until: str
    effect: Any


@dataclass(frozen=True)
class Said:
    """One message, by whom and on which day."""

    mine: bool
    day: str
    words: str


class OwnStory:
    """Everything that the page under a code shows of one submission."""

    def __init__(self, opened: OpenSubmission, language: str) -> None:
        self.opened = opened
        self.submission = opened.submission
        self.reader_language = language
        self.state = State(self.submission.state)

    def _day(self, day: date) -> str:
        return partial_date(day.isoformat(), self.reader_language)

    @property
    def status(self) -> str:
        return str(self.state.label)

    @property
    def next(self) -> Any:
        return NEXT[self.state]

    @property
    def since(self) -> str:
        return self._day(self.submission.changed_on)

    @property
    def kept_until(self) -> str:
        """The last day on which it is kept if she does nothing; empty without one."""
        days = KEPT_DAYS.get(self.state)
        if days is None:
            return ""
        return self._day(self.submission.changed_on + timedelta(days=days))

    @cached_property
    def story(self) -> Story | None:
        return self.submission.story

    @property
    def address(self) -> str:
        """Where readers find it today; empty while they don't."""
        story = self.story
        seen = story and Story.objects.public().filter(pk=story.pk).exists()
        return story_address(story.public_id) if story and seen else ""

    @property
    def shown_until(self) -> str:
        return self._day(self.story.expires_on) if self.story else ""

    @property
    def shown_from(self) -> str:
        """The day that she chose not to be shown before, while it has not come."""
        day = self.story.not_before if self.story else None
        return self._day(day) if day and day > timezone.localdate() else ""

    @cached_property
    def messages(self) -> list[Said]:
        return [
            Said(said.sender == Sender.TELLER, self._day(said.sent_on), said.words)
            for said in self.opened.messages()
        ]

    @property
    def own_messages(self) -> int:
        """How many messages of her own she sees: what `actions.answer` is told."""
        return sum(said.mine for said in self.messages)

    @property
    def can_answer(self) -> bool:
        return self.state == State.ASKED

    @property
    def can_approve(self) -> bool:
        return self.state == State.PROPOSED

    @property
    def can_object(self) -> bool:
        return self.state in (State.PROPOSED, State.APPROVED)

    @property
    def can_write(self) -> bool:
        return self.can_answer or self.can_object

    @property
    def can_go_on(self) -> bool:
        return self.state == State.DRAFT

    @property
    def can_begin_anew(self) -> bool:
        return self.state == State.DECLINED

    @property
    def can_waive(self) -> bool:
        """Whether the spelling switch still decides something."""
        return self.state in BEFORE_PUBLICATION and self.state != State.DRAFT

    @property
    def can_agree_again(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def waives(self) -> bool:
        return self.opened.telling.spelling_waiver

    # The text

    @property
    def told(self) -> Telling:
        """What will appear; her own words, to copy them, where nothing will."""
        if self.state == State.DECLINED:
            return self.opened.telling
        return self.opened.proposal

    @property
    def text_heading(self) -> Any:
        return _TEXT_HEADINGS.get(self.state, _TEXT_HEADING)

    @property
    def text_is_open(self) -> bool:
        return self.state in _READ_NOW

    @property
    def has_text(self) -> bool:
        return bool(self.told.title or self.told.body)

    @property
    def direction(self) -> Direction:
        return direction_of(self.told.language)

    @property
    def paragraphs(self) -> list[str]:
        parts = (part.strip() for part in self.told.body.split("\n\n"))
        return [part for part in parts if part]

    @property
    def facts(self) -> list[Fact]:
        """What appears beside the words; what she left out is left out."""
        return [Fact(label, value) for label, value in self._facts(self.told) if value]

    @cached_property
    def changes(self) -> list[Change]:
        """What the editors changed, part by part."""
        before, after = self.opened.telling, self.told
        words = [
            (label, getattr(before, part), getattr(after, part), True)
            for label, part in WORDS
        ]
        facts = [
            (label, old, new, False)
            for (label, old), (_label, new) in zip(
                self._facts(before), self._facts(after), strict=True
            )
        ]
        return [
            Change(label, differences(old, new), hers)
            for label, old, new, hers in words + facts
            if old != new
        ]

    def _facts(self, told: Telling) -> list[tuple[Any, str]]:
        shown = Shown(told, self.reader_language, self._themes)
        return [(label, show(shown)) for label, show in FACTS]

    @cached_property
    def _themes(self) -> dict[str, str]:
        slugs = {*self.told.themes, *self.opened.telling.themes}
        themes = Concept.objects.filter(kind=Kind.STORY_THEME, slug__in=slugs)
        return {theme.slug: theme.name for theme in themes}

    # What she allows

    @cached_property
    def _consents(self) -> list[Consent]:
        today = timezone.localdate()
        return list(self.submission.consents.filter(expires_on__gt=today))

    @property
    def shows_consents(self) -> bool:
        return self.state not in (State.DRAFT, State.DECLINED)

    @property
    def allowances(self) -> list[Allowance]:
        """The consents that she can switch off, in the order of the form."""
        given = {one.scope: one for one in self._consents if _is_hers(one)}
        return [
            Allowance(
                scope, str(scope.label), self._day(given[scope].expires_on), effect
            )
            for scope, effect in (
                (Scope(one), effect) for one, effect in WHAT_STOPS.items()
            )
            if scope in given
        ]

    @property
    def not_allowed(self) -> list[str]:
        given = {one.scope for one in self._consents if _is_hers(one)}
        return [str(Scope(one).label) for one in WHAT_STOPS if one not in given]

    @property
    def has_photo(self) -> bool:
        photo = getattr(self.submission, "photo", None)
        return photo is not None and not photo.discarded

    @property
    def photo_until(self) -> str:
        """Until when the photo may be shown; empty without a consent to it."""
        for consent in self._consents:
            if consent.scope == Scope.PHOTO and _is_hers(consent):
                return self._day(consent.expires_on)
        return ""


def _is_hers(consent: Consent) -> bool:
    return consent.given_by == GivenBy.TELLER
