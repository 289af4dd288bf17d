"""What may happen to a practice: one verb each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from editorial.actions import start_text
from practices.models import Practice, PracticeText
from search.actions import enqueue

if TYPE_CHECKING:
    from staff.models import User


@transaction.atomic
def save_facts(practice: Practice, user: User | None = None) -> None:
    """Save the facts with a revision, and bring them to search in every language."""
    practice.save()
    practice.save_revision(user=user, clean=False)
    announce_facts(practice)


def announce_facts(practice: Practice) -> None:
    """Bring changed facts to search in every language; for who saved them already."""
    for pk in practice.texts.values_list("pk", flat=True):
        enqueue("practice", pk)


@transaction.atomic
def add_practice(
    practice: Practice, language: str, title: str, user: User | None
) -> PracticeText:
    """Save a new practice and the draft of its first text; return the text."""
    save_facts(practice, user)
    return start_text(PracticeText, practice, language, title, user)
