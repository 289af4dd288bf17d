"""What is told of pictures and of lessons' facts, translated into actions.

Wagtail has hooks for pages and snippets, and none for pictures.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_delete

from editorial.actions import facts_saved
from images.models import Picture
from toolkit.actions import make_renditions, renew_picture
from toolkit.models import Lesson


def renew_changed_picture(
    sender: type[Picture], instance: Picture, **kwargs: Any
) -> None:
    renew_picture(instance)


def make_renditions_of_saved(
    sender: type[Lesson], instance: Lesson, **kwargs: Any
) -> None:
    make_renditions(instance)


def connect() -> None:
    # Before a deletion, because afterwards no step names the picture.
    for signal in (post_save, pre_delete):
        signal.connect(
            renew_changed_picture,
            sender=Picture,
            dispatch_uid="toolkit.renew_changed_picture",
        )
    facts_saved.connect(
        make_renditions_of_saved,
        sender=Lesson,
        dispatch_uid="toolkit.make_renditions_of_saved",
    )
