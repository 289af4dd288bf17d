"""What a teller does, by her code alone. Each verb may be repeated without harm."""

from __future__ import annotations

from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from images.cleaning import clean_picture
from images.models import PERSONAL
from stories import receipts
from stories.actions.checking import locked, opened_for, put
from stories.actions.consenting import BEFORE_PUBLICATION, check_consents
from stories.actions.leaving import erase_discarded
from stories.keys import keyring
from stories.models import (
    Consent,
    GivenBy,
    Message,
    Photo,
    Scope,
    Sender,
    State,
    Submission,
)
from stories.opened import MESSAGE, PROPOSAL, TELLING, OpenSubmission
from stories.photos import private_storage, write_private
from stories.telling import Telling, clean_words
from vocabulary.models import Concept, Kind

LONGEST_MESSAGE: Final = 5_000

NO_PHOTO_OF_MINORS = _("Under 18 there is no photo: it stays with you.")
UNKNOWN_THEME = _("Choose themes of the list.")
NOTHING_WRITTEN = _("Write your answer.")
TOO_LONG = _("This is too long. The most we take is %(most)s characters.")
NO_CHANGE_WRITTEN = _("Write what you want to be different.")
CHANGED_MEANWHILE = _("The text has changed since you read it. Please read it again.")


def start_submission(code: str, *, slow: bool = False) -> Submission:
    """Begin a draft under a fresh code; the same code again returns the same draft.

    `slow` puts a new one into the slow lane. Key first, then row: what is left of a
    crash is a key that opens nothing.
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
                slow=slow,
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
    if "themes" in parts:
        _check_themes(telling)
    now = opened.submission
    if (telling.title, telling.body) != (opened.telling.title, opened.telling.body):
        # A guardian agreed to what was read, and to nothing that came later.
        Consent.objects.filter(submission=now, given_by=GivenBy.GUARDIAN).delete()
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
            _forget_photo_consent(opened.submission)
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
        _forget_photo_consent(now)
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
def answer(submission: Submission, words: str, *, after: int | None = None) -> None:
    """Answer the moderators' question; the submission waits for them again.

    `after` is how many messages of her own she saw when she wrote: what has been kept
    after them already is not kept twice.
    """
    clean = _clean(words, NOTHING_WRITTEN)
    if _is_kept(submission, clean, after):
        return
    opened = opened_for(submission, State.ASKED)
    _say(opened, clean)
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


@transaction.atomic
def object_to(submission: Submission, words: str, *, after: int | None = None) -> None:
    """Ask for another text than the proposed one; an approval of it no longer holds.

    `after` is what it is for `answer`.
    """
    clean = _clean(words, NO_CHANGE_WRITTEN)
    if _is_kept(submission, clean, after):
        return
    opened = opened_for(submission, State.PROPOSED, State.APPROVED)
    _say(opened, clean)
    opened.submission.approved_version = None
    put(opened.submission, State.WAITING)


@transaction.atomic
def set_spelling_waiver(submission: Submission, on: bool) -> None:
    """Keep whether corrected spelling alone needs no approval of hers.

    Taken back after an approval, she is asked again: it may have been the waiver's.
    """
    opened = opened_for(submission, *BEFORE_PUBLICATION)
    now = opened.submission
    telling = opened.telling.changed(spelling_waiver=on)
    now.telling = opened.cipher.seal(telling.as_json(), TELLING)
    if now.proposal is not None:
        # The proposal differs from the telling in nothing that editors can't change.
        proposal = opened.proposal.changed(spelling_waiver=on)
        now.proposal = opened.cipher.seal(proposal.as_json(), PROPOSAL)
    now.save()
    if not on and now.state == State.APPROVED:
        now.approved_version = None
        put(now, State.PROPOSED)


def _clean(words: str, nothing: Any) -> str:
    clean = clean_words(words).strip()
    if not clean:
        raise ValidationError(nothing, code="empty")
    if len(clean) > LONGEST_MESSAGE:
        params = {"most": LONGEST_MESSAGE}
        raise ValidationError(TOO_LONG, code="too_long", params=params)
    return clean


def _is_kept(submission: Submission, words: str, after: int | None) -> bool:
    if after is None:
        return False
    said = opened_for(submission, *State).messages()
    own = [message.words for message in said if message.sender == Sender.TELLER]
    return words in own[after:]


def _say(opened: OpenSubmission, words: str) -> None:
    Message.objects.create(
        submission=opened.submission,
        sender=Sender.TELLER,
        words=opened.cipher.seal(words.encode(), MESSAGE),
    )


def _forget_photo_consent(submission: Submission) -> None:
    """Who agreed to one photo has not agreed to another."""
    Consent.objects.filter(submission=submission, scope=Scope.PHOTO).delete()


def _check_themes(telling: Telling) -> None:
    known = Concept.objects.filter(kind=Kind.STORY_THEME, slug__in=telling.themes)
    if known.count() != len(set(telling.themes)):
        raise ValidationError({"themes": UNKNOWN_THEME})
