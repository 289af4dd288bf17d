"""What may happen to modules, terms and figures: one verb each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from editorial.actions import start_text
from newsroom.models import Figure, FigureText, Module, ModuleText, Term, TermText
from search.actions import enqueue

if TYPE_CHECKING:
    from staff.models import User


@transaction.atomic
def save_facts(thing: Module | Term | Figure, user: User | None = None) -> None:
    """Save the facts with a revision, and bring them to search in every language."""
    thing.save()
    thing.save_revision(user=user, clean=False)
    announce_facts(thing)


def announce_facts(thing: Module | Term | Figure) -> None:
    """Bring changed facts to search in every language; for who saved them already."""
    for pk in thing.texts.values_list("pk", flat=True):
        enqueue(thing._meta.model_name, pk)


@transaction.atomic
def add_module(
    module: Module, language: str, title: str, user: User | None
) -> ModuleText:
    """Save a new module and the draft of its first text; return the text."""
    save_facts(module, user)
    return start_text(ModuleText, module, language, title, user)


@transaction.atomic
def add_term(term: Term, language: str, title: str, user: User | None) -> TermText:
    """Save a new term and the draft of its first wording; return the wording."""
    save_facts(term, user)
    return start_text(TermText, term, language, title, user)


@transaction.atomic
def add_figure(
    figure: Figure, language: str, title: str, user: User | None
) -> FigureText:
    """Save a new figure and the draft of its first text; return the text."""
    save_facts(figure, user)
    return start_text(FigureText, figure, language, title, user)
