"""What moderators are shown of a submission, as plain values: no receipt, no code.

Templates get these and never a model, so that nothing else can be shown by mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from editorial.differences import Piece, differences
from editorial.places import country_name, language_name
from languages.registry import ORIGINAL, Direction, direction_of
from stories.actions.moderating import IN_REVIEW
from stories.actions.publishing import is_approved
from stories.models import (
    ContentNote,
    GivenBy,
    NameStyle,
    Scope,
    State,
    Story,
    Submission,
)
from stories.opened import OpenSubmission, ReadMessage, open_all
from stories.sweeps import KEPT_DAYS
from stories.telling import Telling
from vocabulary.models import Concept, Kind

STANDS: Final[Mapping[str, Promise]] = {
    State.DRAFT: _("not sent yet"),
    State.WAITING: _("to be read"),
    State.ASKED: _("asked; the teller answers next"),
    State.PROPOSED: _("sent to the teller for approval"),
    State.APPROVED: _("approved by the teller; to be published"),
    State.PUBLISHED: _("published, readers see it"),
    State.DECLINED: _("declined"),
}
"""Where a submission stands, in the moderators' words."""

_COMPARED: Final = ("title", "quote", "body")


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as the desk names it, and how its words are set."""

    tag: str
    name: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Row:
    """A submission in a list: what to know before anything is opened."""

    number: int
    stands: str
    since: date
    erased_on: date | None
    language: Tongue
    notes: list[str]
    themes: list[str]
    minor: bool
    endorsements: int
    has_photo: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One part of the text, before and after."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Agreed:
    """One thing that was agreed to, and by whom."""

    scope: str
    given_by: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A version of the story with its facts, named in the moderator's language."""

    language: Tongue
    title: str
    quote: str
    body: str
    facts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Case:
    """One submission in full, for its page."""

    row: Row
    slow: bool
    version: int
    told: Words
    proposed: Words | None
    changes: list[Change]
    messages: list[ReadMessage]
    agreed: list[Agreed]
    embargo: date | None
    waiver: bool
    photo_description: str
    open: bool
    may_publish: bool
    may_propose: bool
    """Whether the teller has not been asked yet to approve this version."""
    second_needed: bool
    public_id: str


def tongue_of(tag: str) -> Tongue:
    return Tongue(tag, language_name(tag, _language()), direction_of(tag))


def rows_of(submissions: Iterable[Submission]) -> list[Row]:
    """Return one row each, without those that were taken back; two queries in all."""
    themes = Concept.objects.names(Kind.STORY_THEME)
    return [_row(opened, themes) for opened in open_all(submissions)]


def case_of(opened: OpenSubmission) -> Case:
    """Return all that moderators may know of a submission."""
    now = opened.submission
    themes = Concept.objects.names(Kind.STORY_THEME)
    told = opened.telling
    proposal = opened.proposal if opened.is_edited else None
    approved = now.state in (State.WAITING, State.APPROVED) and is_approved(opened)
    return Case(
        row=_row(opened, themes),
        slow=now.slow,
        version=now.version,
        told=_words(told, themes),
        proposed=_words(proposal, themes) if proposal else None,
        changes=_changes(told, proposal) if proposal else [],
        messages=opened.messages(),
        agreed=_agreed(now),
        embargo=told.embargo,
        waiver=told.spelling_waiver,
        photo_description=opened.proposal.photo_description,
        open=now.state in IN_REVIEW,
        may_publish=approved,
        may_propose=now.state != State.PROPOSED,
        second_needed=told.under_18,
        public_id=now.story.public_id if now.story else "",
    )


def _row(opened: OpenSubmission, themes: Mapping[str, str]) -> Row:
    told = opened.proposal
    now: Any = opened.submission  # with the columns that `with_rows` adds
    kept = KEPT_DAYS.get(now.state)
    photo = getattr(now, "photo", None)
    return Row(
        number=now.pk,
        stands=_stands(opened),
        since=now.changed_on,
        erased_on=now.changed_on + timedelta(days=kept + 1) if kept else None,
        language=tongue_of(told.language),
        notes=_notes(told),
        themes=[themes.get(slug, slug) for slug in told.themes],
        minor=told.under_18,
        endorsements=now.endorsements,
        has_photo=photo is not None and not photo.discarded,
    )


def _stands(opened: OpenSubmission) -> str:
    now: Any = opened.submission
    if now.state == State.PUBLISHED and not _is_public(now):
        return gettext("readers don't see it")
    if now.state == State.WAITING and now.answered:
        return gettext("the teller has answered")
    if now.endorsements and now.state in (State.WAITING, State.APPROVED):
        return gettext("one moderator wants it published; it needs a second")
    return str(STANDS[now.state])


def _is_public(submission: Submission) -> bool:
    """Say whether readers see its story now: it may be hidden or wait for its day."""
    return Story.objects.public().filter(submission=submission.pk).exists()


def _words(told: Telling, themes: Mapping[str, str]) -> Words:
    language = _language()
    name = NameStyle(told.name_style).label
    facts = [
        (_("From"), country_name(told.origin, language) if told.origin else ""),
        (
            _("Lives in"),
            country_name(told.residence, language) if told.residence else "",
        ),
        (_("Named"), f"{name}: {told.name}" if told.name else name),
        (_("Themes"), ", ".join(themes.get(slug, slug) for slug in told.themes)),
        (_("Content notes"), ", ".join(_notes(told))),
        (_("Description of the photo"), told.photo_description),
    ]
    return Words(
        language=tongue_of(told.language),
        title=told.title,
        quote=told.quote,
        body=told.body,
        facts=[(str(label), str(fact)) for label, fact in facts if fact],
    )


def _changes(told: Telling, proposal: Telling) -> list[Change]:
    labels: dict[str, Any] = {
        "title": _("Title"),
        "quote": _("Pull quote"),
        "body": _("Text"),
    }
    return [
        Change(
            str(labels[part]),
            differences(getattr(told, part), getattr(proposal, part)),
        )
        for part in _COMPARED
        if getattr(told, part) != getattr(proposal, part)
    ]


def _agreed(submission: Submission) -> list[Agreed]:
    today = timezone.localdate()
    return [
        Agreed(
            str(Scope(consent.scope).label),
            str(GivenBy(consent.given_by).label),
            holds=consent.expires_on > today,
        )
        for consent in submission.consents.order_by("pk")
    ]


def _notes(told: Telling) -> list[str]:
    return [str(ContentNote(note).label) for note in told.content_notes]


def _language() -> str:
    return get_language() or ORIGINAL
