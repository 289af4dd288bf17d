"""What Django tells of figures, translated into actions."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete

from newsroom.actions import refuse_loss_of_number
from newsroom.models import Figure


def keep_used_figure(sender: type[Figure], instance: Figure, **kwargs: Any) -> None:
    refuse_loss_of_number(instance)


def connect() -> None:
    pre_delete.connect(
        keep_used_figure, sender=Figure, dispatch_uid="newsroom.keep_used_figure"
    )
