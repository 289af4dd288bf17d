"""What may happen to things and their texts: one verb each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import get_language

from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.signals import published

from modelcluster.models import get_all_child_relations

from editorial.models import Source, Text, Thing, locale_of
from editorial.places import language_name
from languages.registry import ORIGINAL

if TYPE_CHECKING:
    from staff.models import User


T = TypeVar("T", bound=Text)

facts_saved: Final = Signal()
"""Sent with the `instance` of a thing whose facts have changed."""


@transaction.atomic
def save_facts(thing: Thing, user: User | None = None) -> None:
    """Save the facts with a revision, and tell whoever shows them.

    Raises ValidationError when a published text then states what no source backs, or
    names what the facts no longer list.
    """
    write_facts(thing, user)
    check_sources(thing)


@transaction.atomic
def write_facts(thing: Thing, user: User | None = None) -> None:
    """Save the facts with a revision; for who checks the sources afterwards."""
    thing.save()
    thing.save_revision(user=user, clean=False)
    announce_facts(thing)


def announce_facts(thing: Thing) -> None:
    """Tell whoever shows the facts that they have changed; for who saved them."""
    facts_saved.send(type(thing), instance=thing)


def check_sources(thing: Thing) -> None:
    """Raise ValidationError when a published text does not go with the facts.

    What holds for some of its languages alone names them.
    """
    whole = type(thing)._default_manager.whole().get(pk=thing.pk)
    texts = list(whole.texts.public().whole())
    reader_language = get_language() or ORIGINAL
    found: dict[str, list[str]] = {}
    for text in texts:
        try:
            text.check_against_facts()
        except ValidationError as error:
            for problem in dict.fromkeys(error.messages):
                name = language_name(text.language, reader_language)
                found.setdefault(problem, []).append(name)
    problems = [
        problem if len(names) == len(texts) else f"{', '.join(names)}: {problem}"
        for problem, names in found.items()
    ]
    if problems:
        raise ValidationError(problems)


def refuse_loss_of_source(source: Source, begun_with: object) -> None:
    """Raise ValidationError when a published fact has lost its last source.

    `begun_with` is what was to be deleted: a thing takes its sources along. One that is
    saved with others in their place is checked by who saves it.
    """
    begun_model = getattr(begun_with, "model", type(begun_with))
    if issubclass(begun_model, Source) and not source.is_being_replaced():
        check_sources(source.thing)


@transaction.atomic
def add_thing(thing: Thing, language: str, title: str, user: User | None) -> Any:
    """Save a new thing and the draft of its first text; return the text."""
    save_facts(thing, user)
    return start_text(thing.texts.model, thing, language, title, user)


@transaction.atomic
def publish(text: Text, user: User | None = None) -> None:
    """Save the text as it is and publish it; for loaders, the shell and tests.

    Raises ValidationError when a stated fact has no source.
    """
    if text.pk is None:
        publish_new([text], user)
        return
    text.full_clean()
    revision = text.save_revision(user=user, clean=False)
    revision.publish(user=user, skip_permission_checks=user is None)


@transaction.atomic
def publish_new(texts: Sequence[T], user: User | None = None) -> None:
    """Publish texts of one kind that were never saved, in few queries for all of them.

    Wagtail would ask each for a former version, a workflow and a schedule, which a new
    text can't have. Raises ValidationError as `publish` does.
    """
    if not texts:
        return
    for text in texts:
        make_ready(text)
    store_ready(texts, user)


def store_ready(texts: Sequence[T], user: User | None = None) -> None:
    """Store new texts of one kind that `make_ready` has let through."""
    model = type(texts[0])
    model.objects.bulk_create(texts)
    for text in texts:
        for relation in get_all_child_relations(model):
            getattr(text, relation.get_accessor_name()).commit()
    revisions = Revision.objects.bulk_create(
        [_revision_of(text, user) for text in texts]
    )
    for text, revision in zip(texts, revisions, strict=True):
        text.latest_revision = text.live_revision = revision
    model.objects.bulk_update(texts, ["latest_revision", "live_revision"])
    for text in texts:
        published.send(model, instance=text, revision=text.live_revision)
        log(text, "wagtail.publish", user=user, revision=text.live_revision)


def make_ready(text: Text) -> None:
    """Mark a new text as published; ValidationError where it can't be."""
    # That its relations exist is for the database to say.
    relations = {field.name for field in text._meta.fields if field.is_relation}
    text.full_clean(exclude=relations)
    text.check_publishable()
    text.live = True
    text.edition = 1
    text.first_published_at = text.last_published_at = timezone.now()


def _revision_of(text: Text, user: User | None) -> Revision:
    return Revision(
        content_object=text,
        base_content_type=text.get_base_content_type(),
        user=user,
        created_at=text.last_published_at,
        content=text.serializable_data(),
        object_str=str(text),
    )


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
