"""What Django, Wagtail and editors tell of figures, translated into actions."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, pre_delete

from wagtail.signals import published, unpublished

from editorial.actions import facts_saved
from newsroom.actions import refuse_loss_of_number, renew_words_with_number
from newsroom.models import Figure, FigureText


def keep_used_figure(sender: type[Figure], instance: Figure, **kwargs: Any) -> None:
    refuse_loss_of_number(instance)


def renew_words(sender: type[Figure], instance: Figure, **kwargs: Any) -> None:
    renew_words_with_number(instance)


def renew_words_of_text(
    sender: type[FigureText], instance: FigureText, **kwargs: Any
) -> None:
    renew_words_with_number(instance.thing)


def connect() -> None:
    pre_delete.connect(
        keep_used_figure, sender=Figure, dispatch_uid="newsroom.keep_used_figure"
    )
    facts_saved.connect(renew_words, sender=Figure, dispatch_uid="newsroom.renew_words")
    for signal in (published, unpublished, post_delete):
        signal.connect(
            renew_words_of_text,
            sender=FigureText,
            dispatch_uid="newsroom.renew_words_of_text",
        )
