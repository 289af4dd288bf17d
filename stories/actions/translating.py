"""A published story in other languages. Her own words only the teller changes."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from staff.models import User
from stories.actions.announcing import announce
from stories.actions.checking import CHANGED_MEANWHILE, check_translator, locked_story
from stories.keys.keyring import KeyGone
from stories.models import Story, StoryText, StoryTranslator
from stories.models.fields import canonical_tag
from stories.telling import Telling

TRANSLATORS: Final = (
    StoryTranslator.PERSON,
    StoryTranslator.MACHINE_CHECKED,
    StoryTranslator.MACHINE,
)
"""Who can have made a translation that one of us brings in."""

HER_OWN = _("These are the teller's own words. Only the teller changes them.")
NO_TRANSLATOR = _("Say who put the story into this language.")


@transaction.atomic
def put_translation(
    story: Story,
    moderator: User,
    language: str,
    *,
    title: str,
    quote: str,
    body: str,
    translator: StoryTranslator,
    seen: str | None = None,
) -> StoryText:
    """Publish a translation at once, instead of the one before in that language.

    `seen` is the version that its translator was shown, empty where there was none;
    instead of another one it is refused. Raises ValidationError by part, KeyGone once
    the story was taken back.
    """
    check_translator(moderator)
    if translator not in TRANSLATORS:
        raise ValidationError({"translator": NO_TRANSLATOR})
    now = _locked(story, language)
    told = Telling().changed(language=language, title=title, quote=quote, body=body)
    text = now.texts.filter(language=told.language).first()
    _check_seen(text, seen)
    text = text or StoryText(story=now, language=told.language)
    # Stripped, so that spaces alone are refused as nothing.
    text.title, text.quote = told.title.strip(), told.quote.strip()
    text.body = told.body.strip()
    text.translator = translator
    text.full_clean()
    text.save()
    announce(now)
    return text


@transaction.atomic
def remove_translation(
    story: Story, moderator: User, language: str, *, seen: str | None = None
) -> None:
    """Take a translation out of the story; its other languages stay.

    `seen` as in `put_translation`; what is gone already may be removed again.
    """
    check_translator(moderator)
    now = _locked(story, language)
    text = now.texts.filter(language=canonical_tag(language)).first()
    if text is None:
        return
    _check_seen(text, seen)
    # Before: afterwards nobody would know which text search has to forget.
    announce(now)
    text.delete()


def _check_seen(text: StoryText | None, seen: str | None) -> None:
    if seen is not None and seen != (text.version if text else ""):
        raise ValidationError(CHANGED_MEANWHILE, code="changed")


def _locked(story: Story, language: str) -> Story:
    """Return the story as it is now, unless the language is the teller's own."""
    now = locked_story(story.pk)
    if now is None:
        raise KeyGone(story.public_id)
    if canonical_tag(language) == now.original_language:
        raise ValidationError(HER_OWN, code="original")
    return now
