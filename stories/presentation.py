"""How a story reads in one language: the reader's own, or the teller's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from editorial.places import country_name, language_name
from images.models import PictureRendition
from languages.registry import ORIGINAL, Direction, direction_of
from stories.models import AllowedUse, ContentNote, Story, StoryText
from stories.photos import LIKE_A_COVER, WHOLE
from stories.reported import Reported, ReportedKind

CHARACTERS_A_MINUTE: Final = {"ar": 600, "fa": 600, "he": 800, "ja": 360, "zh": 260}
USUAL_CHARACTERS_A_MINUTE: Final = 900
"""Reading aloud, rounded from S. Trauzettel-Klosinski and K. Dietz, Standardized
Assessment of Reading Performance (IReST), 2012, doi:10.1167/iovs.11-8284."""

_ROOM_FOR_A_QUOTE: Final = 4
"""Paragraphs that a text has at least when its pull quote stands among them."""


@dataclass(frozen=True)
class Version:
    """One of the languages of a story, as its switch shows it."""

    text: StoryText
    name: str
    address: str
    shown: bool


class Reading:
    """One story as a reader of one language sees it, in the text that she asks for."""

    def __init__(self, story: Story, language: str, asked: str = "") -> None:
        self.story = story
        self.reader_language = language
        self.texts = sorted(
            story.texts.all(),
            key=lambda text: (
                text.language != asked,
                text.language != language,
                text.language != story.original_language,
                text.language,
            ),
        )
        self.text: StoryText = self.texts[0]

    @property
    def address(self) -> str:
        return story_address(self.story.public_id)

    @property
    def cover(self) -> str:
        return reverse("story_cover", args=[self.story.public_id])

    @property
    def photo(self) -> PictureRendition | None:
        """The photo as the story's page shows it, whole."""
        return self._photo_as(WHOLE)

    @property
    def small_photo(self) -> PictureRendition | None:
        """The photo in the size and shape of a woven cover."""
        return self._photo_as(LIKE_A_COVER)

    def _photo_as(self, filter_spec: str) -> PictureRendition | None:
        picture = self.story.shown_photo(timezone.localdate())
        rendition: PictureRendition | None = (
            picture.get_rendition(filter_spec) if picture else None
        )
        return rendition

    @property
    def origin(self) -> str:
        return self._country(self.story.origin)

    @property
    def residence(self) -> str:
        return self._country(self.story.residence)

    def _country(self, code: str) -> str:
        return country_name(code, self.reader_language) if code else ""

    @property
    def lacks_reader_language(self) -> bool:
        return all(text.language != self.reader_language for text in self.texts)

    @property
    def language_name(self) -> str:
        """The language that is shown, named in the reader's own."""
        return language_name(self.text.language, self.reader_language)

    @property
    def original_direction(self) -> Direction:
        return direction_of(self.story.original_language)

    @property
    def original_language_name(self) -> str:
        return language_name(self.story.original_language, self.reader_language)

    @cached_property
    def versions(self) -> list[Version]:
        """Every language of the story, the teller's own first."""
        texts = sorted(
            self.texts, key=lambda text: (not text.is_original, text.language)
        )
        return [
            Version(
                text,
                language_name(text.language, self.reader_language),
                story_address(self.story.public_id, text.language),
                shown=text is self.text,
            )
            for text in texts
        ]

    @property
    def minutes(self) -> int:
        """How long one reads, at least a minute."""
        primary = self.text.language.split("-")[0].lower()
        pace = CHARACTERS_A_MINUTE.get(primary, USUAL_CHARACTERS_A_MINUTE)
        return max(1, round(len(self.text.body) / pace))

    @cached_property
    def paragraphs(self) -> list[str]:
        return self.text.paragraphs()

    @cached_property
    def _turn(self) -> int:
        """The paragraph before which the pull quote stands."""
        return max(1, len(self.paragraphs) // 3)

    @property
    def beginning(self) -> list[str]:
        return self.paragraphs[: self._turn]

    @property
    def rest(self) -> list[str]:
        return self.paragraphs[self._turn :]

    @property
    def quote(self) -> str:
        """The pull quote, where the text is long enough to have room for it."""
        return self.text.quote if len(self.paragraphs) >= _ROOM_FOR_A_QUOTE else ""

    @property
    def notes(self) -> list[str]:
        """What a reader may want to know before reading."""
        return notes_of(self.story)

    @property
    def badges(self) -> list[str]:
        return badges_of(self.story)

    @property
    def allowed(self) -> list[str]:
        return [str(use.label) for use in AllowedUse if use in self.story.allowed_uses]

    @property
    def not_allowed(self) -> list[str]:
        return [
            str(use.label) for use in AllowedUse if use not in self.story.allowed_uses
        ]


def story_address(public_id: str, text: str = "") -> str:
    """Return a story's address in the active language, and in which text to show it."""
    address = reverse("stories:story", args=[public_id])
    return f"{address}?{urlencode({'text': text})}" if text else address


def notes_of(story: Story) -> list[str]:
    return [str(ContentNote(note).label) for note in story.content_notes]


def badges_of(story: Story) -> list[str]:
    """Return what stands beside a story wherever it is named: sample, then notes."""
    sample = [gettext("Sample")] if story.is_sample else []
    return sample + notes_of(story)


def readings(stories: Iterable[Story], language: str) -> list[Reading]:
    return [Reading(story, language) for story in stories]


def _reported(public_id: str) -> Reported | None:
    story = Story.objects.public().filter(public_id=public_id).first()
    if story is None:
        return None
    reading = Reading(story, get_language() or ORIGINAL)
    return Reported(reading.text.title, reading.address, reading.text.language)


REPORTED_STORY: Final = ReportedKind(_("Story"), _reported)
