"""Events of Wagtail, Django and editors, made into outbox rows and nothing else."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from wagtail.signals import published, unpublished

from editorial.actions import facts_saved
from editorial.models import Thing
from vocabulary.models import Concept, Label

from . import actions, kinds


def enqueue_changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Tell the index that this object was published, unpublished or deleted."""
    for kind in kinds.kinds_of(instance):
        actions.enqueue(kind.name, instance.pk)


def enqueue_texts(sender: type[Thing], instance: Thing, **kwargs: Any) -> None:
    """Tell the index that what a thing's texts stand on has changed."""
    for text in instance.texts.only("thing"):
        enqueue_changed(type(text), text)


def enqueue_concept(
    sender: type[Model], instance: Concept | Label, **kwargs: Any
) -> None:
    """Tell pages and processes that a concept has other names or labels.

    No room brings concepts, so the index keeps nothing, but it is stamped anew.
    """
    actions.enqueue("concept", getattr(instance, "concept_id", instance.pk))


def connect() -> None:
    """Listen to every event that changes what is public."""
    for signal in (published, unpublished, post_delete):
        signal.connect(enqueue_changed, dispatch_uid="search.enqueue_changed")
    for signal in (post_save, post_delete):
        for named in (Concept, Label):
            signal.connect(
                enqueue_concept, sender=named, dispatch_uid="search.enqueue_concept"
            )
    facts_saved.connect(enqueue_texts, dispatch_uid="search.enqueue_texts")
