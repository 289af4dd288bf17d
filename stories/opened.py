"""A submission in clear, for its teller and for moderators: read, never kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from stories.crypto import Cipher
from stories.keys import keyring
from stories.keys.models import Tombstone
from stories.models import Message, Report, Submission
from stories.telling import Telling

TELLING: Final = "telling"
PROPOSAL: Final = "proposal"
MESSAGE: Final = "message"
PHOTO: Final = "photo"
"""What is sealed, by its place: nothing opens in another place than its own."""


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """A message in clear."""

    sender: str
    sent_on: date
    words: str


class OpenSubmission:
    """One submission with its cipher; parts are opened when they are asked for."""

    def __init__(self, submission: Submission, cipher: Cipher) -> None:
        self.submission = submission
        self.cipher = cipher

    @cached_property
    def telling(self) -> Telling:
        """What the teller wrote."""
        return Telling.from_json(self.cipher.open(self.submission.telling, TELLING))

    @cached_property
    def proposal(self) -> Telling:
        """What will appear: the edited version, or what she wrote while none is."""
        sealed = self.submission.proposal
        if sealed is None:
            return self.telling
        return Telling.from_json(self.cipher.open(sealed, PROPOSAL))

    @property
    def is_edited(self) -> bool:
        return self.proposal != self.telling

    def messages(self) -> list[ReadMessage]:
        """Return the messages of both sides, the oldest first."""
        messages = self.submission.messages.all()
        return [_read(message, self.cipher) for message in messages]

    def photo(self) -> bytes | None:
        """Return the photo's bytes before publication."""
        from stories.photos import read_private

        photo = getattr(self.submission, "photo", None)
        if photo is None or photo.discarded or photo.picture_id is not None:
            return None
        return read_private(photo, self.cipher)


def open_submission(submission: Submission) -> OpenSubmission:
    """Return a submission in clear; raises KeyGone once it was taken back."""
    return OpenSubmission(submission, keyring.cipher(submission.key_ref))


def was_taken_back(submission: Submission) -> bool:
    """Say whether what no key opens was taken back; if not, its key was lost."""
    there = Submission.objects.filter(pk=submission.pk).exists()
    return not there or Tombstone.objects.filter(ref=submission.key_ref).exists()


def open_all(submissions: Iterable[Submission]) -> list[OpenSubmission]:
    """Return those whose keys are there; one query for all keys."""
    found = list(submissions)
    ciphers = keyring.ciphers(submission.key_ref for submission in found)
    return [
        OpenSubmission(submission, ciphers[submission.key_ref])
        for submission in found
        if submission.key_ref in ciphers
    ]


def open_report(report: Report) -> list[ReadMessage]:
    """Return what was written in a report, the oldest first; raises KeyGone."""
    cipher = keyring.cipher(report.key_ref)
    return [_read(message, cipher) for message in report.messages.all()]


def _read(message: Message, cipher: Cipher) -> ReadMessage:
    words = cipher.open(message.words, MESSAGE).decode()
    return ReadMessage(message.sender, message.sent_on, words)
