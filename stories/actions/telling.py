"""What a teller does, by her code alone. Each verb may be repeated without harm."""

from __future__ import annotations

from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from images.cleaning import clean_picture
from images.models import PERSONAL
from stories import receipts
from stories.actions.checking import locked, opened_for, put
from stories.actions.consenting import check_consents
from stories.actions.leaving import erase_discarded
from stories.keys import keyring
from stories.models import Message, Photo, Sender, State, Submission
from stories.opened import MESSAGE, TELLING
from stories.photos import private_storage, write_private
from stories.telling import Telling
from vocabulary.models import Concept, Kind

NO_PHOTO_OF_MINORS = _("Under 18 there is no photo: it stays with you.")
UNKNOWN_THEME = _("Choose themes of the list.")
NOTHING_WRITTEN = _("Write your answer.")
CHANGED_MEANWHILE = _("The text has changed since you read it. Please read it again.")


def start_submission(code: str) -> Submission:
    """Begin a draft under a fresh code; the same code again returns the same draft.

    Key first, then row: what is left of a crash is a key that opens nothing.
    """
    if receipts.parse(code) != code:
        raise ValueError("Make codes with receipts.new_code().")
    receipt = receipts.digest(code)
    known = Submission.objects.filter(receipt=receipt).first()
    if known is not None:
        return known
    ref = keyring.make_key()
    try:
        with transaction.atomic():
            return Submission.objects.create(
                key_ref=ref,
                receipt=receipt,
                telling=keyring.cipher(ref).seal(Telling().as_json(), TELLING),
            )
    except IntegrityError:
        # The same form arrived twice at once.
        keyring.discard_unused(ref)
        return Submission.objects.get(receipt=receipt)


@transaction.atomic
def save_step(submission: Submission, **parts: Any) -> Telling:
    """Keep what was said in one step; raises ValidationError by part."""
    opened = opened_for(submission, State.DRAFT)
    telling = opened.telling.changed(**parts)
    _check_themes(telling)
    now = opened.submission
    now.telling = opened.cipher.seal(telling.as_json(), TELLING)
    put(now, State.DRAFT)
    return telling


def attach_photo(submission: Submission, upload: IO[bytes]) -> None:
    """Keep a photo, cleaned and encrypted, instead of the one before.

    Raises ValidationError for what is no picture. The file is written first: an
    interruption leaves a file that a sweep removes, and the text as it was.
    """
    picture = clean_picture(upload)
    name = f"{PERSONAL}{picture.name}"
    try:
        with transaction.atomic():
            opened = opened_for(submission, State.DRAFT)
            if opened.telling.under_18:
                raise ValidationError(NO_PHOTO_OF_MINORS, code="minor")
            write_private(name, picture, opened.cipher)
            before = Photo.objects.filter(submission=opened.submission).first()
            Photo.objects.update_or_create(
                submission=opened.submission,
                defaults={"name": name, "discarded": False},
            )
            put(opened.submission, State.DRAFT)
    except BaseException:
        private_storage().delete(name)
        raise
    if before is not None:
        private_storage().delete(before.name)


def remove_photo(submission: Submission) -> None:
    """Take the photo out of a draft."""
    with transaction.atomic():
        now = locked(submission, State.DRAFT)
        Photo.objects.filter(submission=now).update(discarded=True)
        put(now, State.DRAFT)
    erase_discarded()


@transaction.atomic
def submit(submission: Submission) -> None:
    """Hand the draft to the moderators; raises ValidationError by part."""
    opened = opened_for(submission, State.DRAFT, State.WAITING)
    if opened.submission.state == State.WAITING:
        return
    opened.telling.check_complete()
    check_consents(opened)
    if opened.telling.under_18 and hasattr(opened.submission, "photo"):
        raise ValidationError(NO_PHOTO_OF_MINORS, code="minor")
    put(opened.submission, State.WAITING)


@transaction.atomic
def answer(submission: Submission, words: str) -> None:
    """Answer the moderators' question; the submission waits for them again."""
    if not words.strip():
        raise ValidationError(NOTHING_WRITTEN, code="empty")
    opened = opened_for(submission, State.ASKED)
    Message.objects.create(
        submission=opened.submission,
        sender=Sender.TELLER,
        words=opened.cipher.seal(words.encode(), MESSAGE),
    )
    put(opened.submission, State.WAITING)


@transaction.atomic
def approve(submission: Submission, version: int) -> None:
    """Approve the version that the teller was shown; another one is refused."""
    now = locked(submission, State.PROPOSED, State.APPROVED)
    if now.version != version:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    if now.state == State.PROPOSED:
        now.approved_version = version
        put(now, State.APPROVED)


def _check_themes(telling: Telling) -> None:
    known = Concept.objects.filter(kind=Kind.STORY_THEME, slug__in=telling.themes)
    if known.count() != len(set(telling.themes)):
        raise ValidationError({"themes": UNKNOWN_THEME})
