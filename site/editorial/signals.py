"""What Django tells of sources, translated into actions."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete

from editorial.actions import refuse_loss_of_source
from editorial.models import Source


def keep_last_source(
    sender: type[Source], instance: Source, origin: object, **kwargs: Any
) -> None:
    refuse_loss_of_source(instance, origin)


def connect() -> None:
    # Afterwards all that go together are gone, and an error brings them back.
    for model in apps.get_models():
        if issubclass(model, Source):
            post_delete.connect(
                keep_last_source,
                sender=model,
                dispatch_uid="editorial.keep_last_source",
            )
