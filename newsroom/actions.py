"""What may happen to what stands in the newsroom."""

from __future__ import annotations

from typing import Final

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from editorial.actions import announce_facts
from newsroom.models import Figure

IN_USE: Final = _(
    "This figure is used in: %(titles)s. Unpublish it instead of deleting it; then "
    "readers are told to leave its number out."
)


def refuse_loss_of_number(figure: Figure) -> None:
    """Raise ProtectedError where a figure's number may stand in words elsewhere."""
    if users := figure.used_by():
        titles = "; ".join(map(str, users))
        raise ProtectedError(IN_USE % {"titles": titles}, set(users))


def renew_words_with_number(figure: Figure) -> None:
    """Tell whoever shows what uses a figure that its number changes, comes or goes."""
    for things in figure.users():
        for thing in things:
            announce_facts(thing)
