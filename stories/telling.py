"""All that a teller says, as one value: sealed as JSON, checked by a table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.dates import partial_date
from editorial.places import COUNTRY_CODES
from languages.registry import ORIGINAL
from stories.models.fields import canonical_tag, validate_tag
from stories.models.story import (
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    LONGEST_QUOTE,
    LONGEST_TITLE,
    ContentNote,
    NameStyle,
)

LONGEST_BODY: Final = 20_000
LONGEST_EMBARGO: Final = 365
"""Days; half as long as the agreement holds, so that readers have the other half."""

TOO_LATE = _("“Not before this day” may be %(day)s at the latest.")


class AgeBand(models.TextChoices):
    """Asked first, and never a birth date."""

    UNDER_18 = "under_18", _("I am under 18")
    ADULT = "adult", _("I am 18 or older")


@dataclass(frozen=True, slots=True)
class Telling:
    """What a teller has said so far; every part may be missing in a draft."""

    age_band: str = ""
    language: str = ""
    title: str = ""
    quote: str = ""
    body: str = ""
    name_style: str = NameStyle.NONE.value
    name: str = ""
    origin: str = ""
    residence: str = ""
    themes: tuple[str, ...] = ()
    content_notes: tuple[str, ...] = ()
    not_before: str = ""
    photo_description: str = ""
    spelling_waiver: bool = False
    """Publish as I wrote it, if only spelling is corrected."""

    @property
    def under_18(self) -> bool:
        return self.age_band == AgeBand.UNDER_18

    @property
    def embargo(self) -> date | None:
        return date.fromisoformat(self.not_before) if self.not_before else None

    def changed(self, **changes: Any) -> Telling:
        """Return this with parts replaced; raises ValidationError by part.

        What would be wrong in a published story is refused; what is missing is not.
        """
        if unknown := changes.keys() - PARTS:
            raise TypeError(f"A telling has no {', '.join(sorted(unknown))}.")
        told = {part: getattr(self, part) for part in PARTS}
        told.update((part, _plain(value)) for part, value in changes.items())
        told["language"] = canonical_tag(told["language"])
        telling = Telling(**told)
        _check(telling, _RULES)
        return telling

    def check_complete(self) -> None:
        """Raise ValidationError by part for what is missing when it is to be sent."""
        _check(self, _NEEDED)

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Telling:
        kept = json.loads(data)
        return cls(**{part: _plain(kept[part]) for part in PARTS if part in kept})


PARTS: Final = frozenset(field.name for field in fields(Telling))


@dataclass(frozen=True, slots=True)
class Rule:
    """A part, whether it is right, and what to say if it isn't."""

    part: str
    right: Callable[[Telling], bool]
    message: Any
    params: dict[str, Any] | None = None


def _check(telling: Telling, rules: tuple[Rule, ...]) -> None:
    wrong: dict[str, ValidationError] = {}
    for rule in rules:
        # A later rule of a part may count on the ones before.
        if rule.part not in wrong and not rule.right(telling):
            wrong[rule.part] = ValidationError(rule.message, params=rule.params)
    if wrong:
        raise ValidationError(wrong)


def _at_most(part: str, most: int) -> Rule:
    return Rule(
        part,
        lambda told: len(getattr(told, part)) <= most,
        _("This is too long. The most we take is %(most)s characters."),
        {"most": most},
    )


def _passes(validate: Callable[[str], object], value: str) -> bool:
    """Return whether a value is empty or the function accepts it."""
    try:
        return not value or validate(value) is not False
    except (ValidationError, ValueError):
        return False


def last_embargo() -> date:
    """Return the last day before which a story can be kept from readers today."""
    return timezone.localdate() + timedelta(days=LONGEST_EMBARGO)


def in_words(day: date) -> str:
    """Return a day in the active language."""
    return partial_date(day.isoformat(), get_language() or ORIGINAL)


_COUNTRY: Final = _("Choose a country of the list.")
_RULES: Final[tuple[Rule, ...]] = (
    _at_most("title", LONGEST_TITLE),
    _at_most("quote", LONGEST_QUOTE),
    _at_most("body", LONGEST_BODY),
    _at_most("name", LONGEST_NAME),
    _at_most("photo_description", LONGEST_DESCRIPTION),
    Rule(
        "age_band",
        lambda told: told.age_band in ("", *AgeBand.values),
        _("Choose one of the two answers."),
    ),
    Rule(
        "language",
        lambda told: _passes(validate_tag, told.language),
        _("Choose a language, or write a tag like uk, ckb or zh-Hant."),
    ),
    Rule(
        "name_style",
        lambda told: told.name_style in NameStyle.values,
        _("Choose one of the three answers."),
    ),
    Rule(
        "name_style",
        lambda told: not (told.under_18 and told.name_style == NameStyle.FIRST),
        _("Under 18, choose another name or none: your own name stays private."),
    ),
    Rule("origin", lambda told: told.origin in ("", *COUNTRY_CODES), _COUNTRY),
    Rule("residence", lambda told: told.residence in ("", *COUNTRY_CODES), _COUNTRY),
    Rule(
        "content_notes",
        lambda told: set(told.content_notes) <= set(ContentNote.values),
        _("Choose from the list."),
    ),
    Rule(
        "not_before",
        lambda told: _passes(date.fromisoformat, told.not_before),
        _("Choose a day of the calendar."),
    ),
    Rule(
        "not_before",
        lambda told: told.embargo is None or told.embargo <= last_embargo(),
        TOO_LATE,
        # Told when somebody reads it: a process lives longer than a day.
        {"day": lazy(lambda: in_words(last_embargo()), str)()},
    ),
)
_NEEDED: Final[tuple[Rule, ...]] = (
    Rule("age_band", lambda told: bool(told.age_band), _("Say how old you are.")),
    Rule("language", lambda told: bool(told.language), _("Say in which language.")),
    Rule("title", lambda told: bool(told.title.strip()), _("Give the story a title.")),
    Rule("body", lambda told: bool(told.body.strip()), _("Write the story.")),
    Rule(
        "name",
        lambda told: bool(told.name.strip()) or told.name_style == NameStyle.NONE,
        _("Write the name, or choose to give none."),
    ),
)

_TURNS: Final = "\u202a-\u202e\u2066-\u2069"
"""Marks that turn the direction of what follows; one left open turns a whole page."""
_CONTROLS: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
"""Unicode's control characters but tab and line feed, and halves of characters."""
_NEEDLESS: Final = re.compile(f"[{_CONTROLS}{_TURNS}]")


def _plain(value: Any) -> Any:
    """Return what JSON can hold: lists as tuples, days as text, clean words."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return clean_words(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return tuple(_plain(item) for item in value)
    return "" if value is None else value


def clean_words(words: str) -> str:
    """Return words without what no word needs: controls, and marks that turn lines."""
    lines = str(words).replace("\r\n", "\n").replace("\r", "\n")
    return _NEEDLESS.sub("", lines)
