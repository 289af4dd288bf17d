"""What may happen to a text: one verb each."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.utils import timezone

from wagtail.log_actions import log
from wagtail.signals import published

from editorial.models import Text, Thing, locale_of

if TYPE_CHECKING:
    from staff.models import User


T = TypeVar("T", bound=Text)


@transaction.atomic
def publish(text: Text, user: User | None = None) -> None:
    """Save the text as it is and publish it; for loaders, the shell and tests.

    Raises ValidationError when a stated fact has no source.
    """
    text.full_clean()
    if text.pk is None:
        _publish_new(text, user)
        return
    revision = text.save_revision(user=user, clean=False)
    revision.publish(user=user, skip_permission_checks=user is None)


def _publish_new(text: Text, user: User | None) -> None:
    """Do what Wagtail does, without looking for what an unsaved text can't have.

    A former version, a workflow, a schedule: asking for them took most of the time of
    loading what ships.
    """
    text.check_publishable()
    text.live = True
    text.edition = 1
    text.first_published_at = text.last_published_at = timezone.now()
    text.save()
    text.live_revision = text.save_revision(user=user, clean=False)
    text.has_unpublished_changes = False
    type(text).objects.filter(pk=text.pk).update(
        live_revision=text.live_revision, has_unpublished_changes=False
    )
    published.send(type(text), instance=text, revision=text.live_revision)
    log(text, "wagtail.publish", user=user, revision=text.live_revision)


@transaction.atomic
def start_text(
    text_model: type[T], thing: Thing, language: str, title: str, user: User | None
) -> T:
    """Make the draft of a thing's first text and return it."""
    text = text_model(
        thing=thing,
        translation_key=thing.translation_key,
        locale=locale_of(language),
        title=title,
        live=False,
        has_unpublished_changes=True,
    )
    text.save()
    text.save_revision(user=user, clean=False)
    return text


@transaction.atomic
def start_translation(original: T, language: str, user: User | None) -> T:
    """Make an empty draft beside its original and return it.

    It is empty so that it can't be published untranslated.
    """
    text = type(original)(
        thing=original.thing,
        translation_key=original.translation_key,
        locale=locale_of(language),
        translated_from=original,
        from_edition=original.edition,
        from_revision=original.live_revision,
        translator="person",
        live=False,
        has_unpublished_changes=True,
    )
    text.save()
    text.save_revision(user=user, clean=False)
    return text
